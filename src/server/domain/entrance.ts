import { fieldError } from '../../protocol/field-errors.ts'
import type {
  AccountChange,
  Credentials,
  NewAccount,
  SessionInfo,
  User,
} from '../../protocol/people.ts'
import { invalid, Refusal } from '../../protocol/refusal.ts'
import type { Database } from '../database/database.ts'
import { system } from '../engine/transaction.ts'
import type { WriteQueue } from '../engine/write-queue.ts'
import { accountOf } from './accounts.ts'
import { isKnownDevice } from './devices.ts'
import { createGuessing, subjects } from './guessing.ts'
import { createHashing, type HashingCost } from './hashing.ts'
import { refuseUnlessAdmitted } from './invites.ts'
import type { Ban } from './listed-accounts.ts'
import type { LiveSession } from './live/live-person.ts'
import { readings } from './look-alikes.ts'
import { personOfReset } from './new-passwords.ts'
import { namesNear, type Origin } from './origin.ts'
import { checkedPassword } from './password-rules.ts'
import type { NoteEvent } from './security-events.ts'
import { hashOf, sessionsOf } from './sessions.ts'
import type { ParlorVerbs } from './verbs.ts'

/** What the browser gets for its cookies, once somebody is in. */
export interface Entered {
  user: User
  token: string
  deviceToken: string
}

export interface EntranceDeps {
  database: Database
  writeQueue: WriteQueue<ParlorVerbs>
  clock(): number
  newToken(): string
  note: NoteEvent
  /** False for load tests: nobody is kept from guessing, and waiting for a hash has no end. */
  limited: boolean
  /** What the host is called: no password, as guessers begin with it. */
  namesOfPlace: readonly string[]
  /** Undefined: what production takes. */
  hashingCost: HashingCost | undefined
  /** Waits until a write has been taken in by the other processes, too. */
  everywhere<T>(write: Promise<T>): Promise<T>
}

/** How people get in and out: accounts, passwords, sessions. */
export function createEntrance({
  database,
  writeQueue,
  clock,
  newToken,
  namesOfPlace,
  hashingCost,
  note,
  limited,
  everywhere,
}: EntranceDeps) {
  const hashing = createHashing(limited, hashingCost)
  const namesOf = (username: string, origin: Origin) => namesNear(username, origin, namesOfPlace)
  const guessing = createGuessing((args) => writeQueue.run('countTry', system, args), clock)

  async function open(user: User, origin: Origin, forgiven: string[]): Promise<Entered> {
    const { userAgent, address, sessionToken } = origin
    const token = newToken()
    const deviceToken = deviceTokenOf(origin)
    await everywhere(
      writeQueue.run('openSession', user, {
        tokenHash: hashOf(token),
        userAgent,
        address,
        deviceHash: hashOf(deviceToken),
        forgiven,
        ...(sessionToken && { replaces: hashOf(sessionToken) }),
      }),
    )
    return { user: { id: user.id, username: user.username }, token, deviceToken }
  }

  /** A browser keeps its own, whoever logs in with it; a new one gets one. */
  function deviceTokenOf({ deviceToken }: Origin): string {
    return deviceToken && /^[\w-]{43}$/.test(deviceToken) ? deviceToken : newToken()
  }

  /** What a log-in is counted for, and what its success forgives. */
  async function subjectsOf(personId: string, { deviceToken = '' }: Origin): Promise<string[]> {
    const hash = hashOf(deviceToken)
    const isKnown = await isKnownDevice(database.db(), personId, hash)
    const ofAccount = subjects.account(personId)
    return isKnown ? [subjects.device(personId, hash), ofAccount] : [ofAccount]
  }

  /** Counts a try, then compares; a try for which there was no room is not counted. */
  async function compare(
    counted: { subject: string } | { reading: string },
    passwordHash: string | undefined,
    password: string,
    { network }: Origin,
  ): Promise<boolean> {
    if (limited) await guessing.count(counted)
    return hashing.matches(passwordHash, password, network).catch(async (refusal) => {
      if (limited && 'subject' in counted) await writeQueue.run('takeBackTry', system, counted)
      throw refusal
    })
  }

  /**
   * The hash of a new password, from somebody who knows the one before.
   * @param names what they are called, and will be
   */
  async function checkedHash(
    session: LiveSession,
    password: Required<AccountChange>['password'],
    names: string[],
    origin: Origin,
  ): Promise<string> {
    const words = names.flatMap((name) => namesOf(name, origin))
    const checked = await checkedPassword(password.new, words, 'password.new')
    await confirm(session, password.current, 'password.current', origin)
    return hashing.hash(checked, origin.network)
  }

  /** @throws Refusal `invalid_credentials` unless this is the person's password */
  async function confirm(
    { actor }: LiveSession,
    password: string,
    field: string,
    origin: Origin,
  ): Promise<void> {
    const account = await accountOf(database.db(), { id: actor.id }, clock())
    const counted = { subject: subjects.session(actor.sessionId) }
    if (await compare(counted, account?.passwordHash, password, origin)) return
    note({ event: 'password_change_failed', account: actor.id, address: origin.address })
    throw new Refusal('invalid_credentials', { errors: [fieldError(field, 'wrong_password')] })
  }

  return {
    confirm,

    /**
     * @throws Refusal `invalid_input`, `username_taken`, `registration_closed`, `invite_invalid`,
     *   `unavailable`
     */
    async signUp({ username, password, invite }: NewAccount, origin: Origin): Promise<Entered> {
      const inviteHash = invite === undefined ? undefined : hashOf(invite)
      await refuseUnlessAdmitted(database.db(), inviteHash, clock())
      const checked = await checkedPassword(password, namesOf(username, origin))
      const passwordHash = await hashing.hash(checked, origin.network)
      const account = { username, passwordHash, inviteHash }
      const user = await writeQueue.run('createAccount', system, account)
      const entered = await open(user, origin, [])
      note({ event: 'signed_up', account: user.id, address: origin.address })
      return entered
    },

    /**
     * @throws Refusal `invalid_credentials`, as late for an unknown name as for a wrong password;
     *   `too_many_requests`, `unavailable`
     */
    async logIn({ username, password }: Credentials, origin: Origin): Promise<Entered> {
      const { address } = origin
      const account = await accountOf(database.db(), { named: username }, clock())
      // Asked for nobody, too: all of this takes as long for a name that there is not.
      const [subject = '', ...others] = await subjectsOf(account?.id ?? '', origin)
      const counted = account ? { subject } : { reading: readings(username)[0] }
      const matches = await compare(counted, account?.passwordHash, password, origin).catch(
        (refusal) => {
          const event = isTooMany(refusal) ? 'log_in_throttled' : 'refused'
          note({ event, account: account?.id ?? null, address })
          throw refusal
        },
      )
      if (!account || !matches || account.isDisabled) {
        const detail = !account ? 'unknown_name' : matches ? 'disabled' : 'wrong_password'
        note({ event: 'log_in_failed', account: account?.id ?? null, address, detail })
        throw new Refusal('invalid_credentials')
      }
      if (account.ban) {
        note({ event: 'log_in_failed', account: account.id, address, detail: 'banned' })
        throw bannedBy(account.ban)
      }
      const entered = await open(account, origin, [subject, ...others])
      note({ event: 'logged_in', account: account.id, address })
      return entered
    },

    async logOut({ actor }: LiveSession, { address }: Origin): Promise<void> {
      await everywhere(writeQueue.run('endSession', actor, { sessionId: actor.sessionId }))
      note({ event: 'logged_out', account: actor.id, address })
    },

    async sessions({ actor }: LiveSession): Promise<SessionInfo[]> {
      const sessions = await sessionsOf(database.db(), actor.id, clock())
      const current = String(actor.sessionId)
      return sessions.map((session) => ({ ...session, current: session.id === current }))
    },

    async endSession(
      { actor }: LiveSession,
      sessionId: number,
      { address }: Origin,
    ): Promise<void> {
      await everywhere(writeQueue.run('endSession', actor, { sessionId }))
      note({ event: 'session_ended', account: actor.id, address })
    },

    async endOtherSessions({ actor }: LiveSession, { address }: Origin): Promise<void> {
      await everywhere(writeQueue.run('endOtherSessions', actor, { keep: actor.sessionId }))
      note({ event: 'other_sessions_ended', account: actor.id, address })
    },

    /**
     * Changes one's name, one's password, or both or neither. A new password ends all sessions but this
     * one, which gets a new token.
     * @throws Refusal `invalid_credentials` for the current password, `invalid_input` for what is new,
     *   `username_taken`, `too_many_requests`, `unavailable`
     */
    async changeAccount(
      session: LiveSession,
      { username, password }: AccountChange,
      origin: Origin,
    ): Promise<{ user: User; token: string | undefined }> {
      const { actor } = session
      const { address } = origin
      if (username === undefined && !password) throw invalid('username', 'missing')
      const passwordHash =
        password && (await checkedHash(session, password, [actor.username, username ?? ''], origin))
      const token = passwordHash && newToken()
      const user = await everywhere(
        writeQueue.run('changeAccount', actor, {
          username,
          password: passwordHash && token ? { passwordHash, tokenHash: hashOf(token) } : undefined,
        }),
      )
      if (user.username !== actor.username) note({ event: 'renamed', account: actor.id, address })
      if (password) note({ event: 'password_changed', account: actor.id, address })
      return { user, token }
    },

    /**
     * Sets the password that a code from `parlor reset-password` is good for. All sessions end.
     * Nobody is logged in by it, but the browser is one that the account knows from now on.
     * @throws Refusal `reset_invalid`, `invalid_input`, `unavailable`
     */
    async resetPassword(
      code: string,
      password: string,
      origin: Origin,
    ): Promise<{ deviceToken: string }> {
      const { address, network } = origin
      const codeHash = hashOf(code)
      try {
        const { username } = await personOfReset(database.db(), codeHash, clock())
        const checked = await checkedPassword(password, namesOf(username, origin))
        const passwordHash = await hashing.hash(checked, network)
        const deviceToken = deviceTokenOf(origin)
        const args = { codeHash, passwordHash, deviceHash: hashOf(deviceToken) }
        const { id } = await everywhere(writeQueue.run('resetPassword', system, args))
        note({ event: 'password_reset', account: id, address })
        return { deviceToken }
      } catch (error) {
        if (error instanceof Refusal && error.code === 'reset_invalid') {
          note({ event: 'password_reset_failed', account: null, address })
        }
        throw error
      }
    },
  }
}

/** Told to nobody but who knows the password. */
function bannedBy({ until, reason }: Ban): Refusal {
  return new Refusal('banned', {
    ...(until !== null && { until: new Date(until).toISOString() }),
    ...(reason !== null && { detail: reason }),
  })
}

function isTooMany(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'too_many_requests'
}
