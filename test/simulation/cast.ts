import { hashOf } from '../../src/server/domain/sessions.ts'
import type { Emitted } from '../../src/server/engine/change.ts'
import type { Commit } from '../../src/server/engine/group-commit.ts'
import { system } from '../../src/server/engine/transaction.ts'

/** A browser of somebody: windows that share a cookie and a storage. */
export interface Profile {
  owner: string
  name: string
  token: string
  windows: number
}

/** Who is in every story, by their browsers: anna has two, and two windows in one of them. */
export const profiles: Profile[] = [
  { owner: 'anna', name: 'anna’s laptop', token: 'anna-laptop', windows: 2 },
  { owner: 'bob', name: 'bob’s laptop', token: 'bob-laptop', windows: 2 },
  { owner: 'anna', name: 'anna’s phone', token: 'anna-phone', windows: 1 },
  { owner: 'carla', name: 'carla’s phone', token: 'carla-phone', windows: 1 },
]

/** Brings the people, their sessions and three rooms into an empty database; carla does not see the third. */
export async function fill(commit: Commit<Emitted>): Promise<void> {
  const run = async (verb: string, actor: unknown, args: unknown): Promise<unknown> => {
    const [outcome] = (await commit([{ verb, actor, args }])).outcomes
    if (outcome?.kind !== 'done') throw new Error(`${verb}: ${JSON.stringify(outcome)}`)
    return outcome.value
  }
  const people = new Map<string, unknown>()
  for (const username of new Set(profiles.map((profile) => profile.owner))) {
    people.set(username, await run('createAccount', system, { username, passwordHash: 'none' }))
  }
  const actors = new Map<string, unknown>()
  for (const { owner, name, token } of profiles) {
    const args = { tokenHash: hashOf(token), userAgent: name }
    actors.set(owner, await run('openSession', people.get(owner), args))
  }
  await run('createRoom', actors.get('anna'), { name: 'Tea' })
  await run('createRoom', actors.get('bob'), { name: 'Books' })
  const den = await run('createRoom', actors.get('anna'), { name: 'Den', kind: 'private' })
  const bob = idOf(people.get('bob'))
  await run('setMember', actors.get('anna'), { roomId: idOf(den), personId: bob, role: 'member' })
}

function idOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'id' in value) return String(value.id)
  throw new Error('It has no id.')
}
