import { useSignal } from '@preact/signals'
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks'
import type { Invite, InviteSummary } from '../../../protocol/invites.ts'
import type { Refusal } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { copyText } from '../../app/clipboard.ts'
import { instanceApi } from '../../app/instance-api.ts'
import { instanceTexts } from '../../locale/instance/texts.ts'
import { explain, t } from '../../locale/messages.ts'
import { Dialog } from '../controls/dialog.tsx'
import { InviteList } from './invite-list.tsx'
import { QrCode } from './qr-code.tsx'

const hour = 60 * 60
const lifetimes = { hour, day: 24 * hour, week: 7 * 24 * hour, month: 30 * 24 * hour } as const
type Lifetime = keyof typeof lifetimes
const numbers = ['', '1', '5', '25', '100'] as const

type Props = {
  /** To which room; null: to the instance alone. */
  room: { id: string; name: string } | null
  close: () => void
}

/** Makes a link at once, as that is what whoever opens this wants, and shows those given out before. */
export function InviteDialog({ room, close }: Props) {
  const { api } = useApp()
  const { invite, invites, withdraw } = instanceApi(api)
  const lifetime = useSignal<Lifetime>('week')
  const uses = useSignal<string>('')
  const made = useSignal<Invite | null>(null)
  const given = useSignal<readonly InviteSummary[]>([])
  const refusal = useSignal<Refusal | null>(null)
  /** Whether the link that is shown may be in somebody's hands. */
  const taken = useSignal(false)
  /** How often one was asked for that is not made yet. */
  const wanted = useRef(0)
  const roomId = room?.id ?? null
  const words = instanceTexts()

  const list = async () => {
    const answer = await invites(roomId)
    if (answer.ok) given.value = answer.value.invites
  }
  /** One after the other, as arrow keys go through what can be chosen: what was between is left out. */
  const make = async () => {
    wanted.current += 1
    if (wanted.current > 1) return
    let last = 0
    while (last !== wanted.current) {
      last = wanted.current
      await makeOne()
    }
    wanted.current = 0
  }
  const makeOne = async () => {
    const before = made.peek()
    const limits = { expiresIn: lifetimes[lifetime.peek()] }
    const number = Number(uses.peek())
    const answer = await invite(roomId, number > 0 ? { ...limits, uses: number } : limits)
    refusal.value = answer.ok ? null : answer.refusal
    if (!answer.ok) return
    made.value = answer.value.invite
    // Nobody has seen the one that was shown until now.
    if (before && !taken.peek()) await withdraw(before.id)
    taken.value = false
    await list()
  }
  useEffect(() => void make(), [])

  return (
    <Dialog title={words.title} kind="inviting" close={close}>
      <p class="quiet">{words.lead}</p>
      {refusal.value && (
        <p class="error" role="alert">
          {explain(refusal.value)}
        </p>
      )}
      {made.value && <MadeLink url={made.value.url} took={() => (taken.value = true)} />}
      <div class="choices">
        <label class="field">
          <span>{words.goodFor}</span>
          <select
            value={lifetime.value}
            onChange={({ currentTarget: { value } }) => {
              if (!isLifetime(value)) return
              lifetime.value = value
              void make()
            }}
          >
            {Object.keys(lifetimes)
              .filter(isLifetime)
              .map((each) => (
                <option key={each} value={each}>
                  {words[each]}
                </option>
              ))}
          </select>
        </label>
        <label class="field">
          <span>{words.uses}</span>
          <select
            value={uses.value}
            onChange={({ currentTarget: { value } }) => {
              uses.value = value
              void make()
            }}
          >
            {numbers.map((number) => (
              <option key={number} value={number}>
                {number === '' ? words.anyNumber : words.people(Number(number))}
              </option>
            ))}
          </select>
        </label>
      </div>
      <InviteList
        invites={given.value.filter(({ id }) => id !== made.value?.id)}
        withdraw={async (id) => {
          const answer = await withdraw(id)
          if (answer.ok) await list()
          else refusal.value = answer.refusal
        }}
      />
      <div class="actions">
        <button type="button" onClick={close}>
          {t().close}
        </button>
      </div>
    </Dialog>
  )
}

function isLifetime(value: string): value is Lifetime {
  return Object.hasOwn(lifetimes, value)
}

/** The link, with the ways to hand it on. */
function MadeLink({ url, took }: { url: string; took: () => void }) {
  const id = useId()
  const said = useSignal<'copied' | 'notCopied' | null>(null)
  const copyButton = useRef<HTMLButtonElement>(null)
  // What nearly everybody wants, once there is something to copy.
  useLayoutEffect(() => copyButton.current?.focus(), [])
  const words = instanceTexts()
  const copy = async () => {
    took()
    said.value = (await copyText(url)) ? 'copied' : 'notCopied'
  }
  return (
    <div class="made-link">
      <div class="field">
        <label for={id}>{words.link}</label>
        <input
          id={id}
          type="text"
          readOnly
          dir="ltr"
          value={url}
          onFocus={({ currentTarget }) => {
            took()
            currentTarget.select()
          }}
        />
      </div>
      <div class="actions">
        {'share' in navigator && (
          <button
            type="button"
            onClick={() => {
              took()
              // Whoever closes the sheet of the browser without choosing anything need not be told.
              void navigator.share({ url }).catch(() => {})
            }}
          >
            {words.share}
          </button>
        )}
        <button type="button" class="primary" ref={copyButton} onClick={() => void copy()}>
          {words.copy}
        </button>
      </div>
      <p class="hint" role="status">
        {said.value && words[said.value]}
      </p>
      <QrCode text={url} label={words.qr} />
    </div>
  )
}
