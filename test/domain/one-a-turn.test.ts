import { expect, test } from 'vitest'
import { createOneATurn } from '../../src/server/http/plumbing/one-a-turn.ts'

/** An event loop that turns when it is told to. */
function aLoop() {
  const calls: (() => void)[] = []
  const begun: string[] = []
  const turns = createOneATurn((call) => calls.push(call))
  return {
    ask: (who: string, what: string) => turns.begin(who, () => begun.push(what)),
    /** What was begun until now, since this was last asked. */
    begun: () => begun.splice(0),
    turn: () => {
      for (const call of calls.splice(0)) call()
      return begun.splice(0)
    },
  }
}

test('what somebody asks for many times at once is begun one a turn, in order', () => {
  const { ask, begun, turn } = aLoop()
  for (const what of ['a1', 'a2', 'a3']) ask('anna', what)
  expect(begun()).toEqual(['a1'])
  expect(turn()).toEqual(['a2'])
  ask('anna', 'a4')
  expect(begun()).toEqual([])
  expect([turn(), turn(), turn()]).toEqual([['a3'], ['a4'], []])
})

test('others are not kept waiting, and of several who ask for much one a turn goes on', () => {
  const { ask, begun, turn } = aLoop()
  for (const what of ['a1', 'a2', 'a3']) ask('anna', what)
  for (const what of ['b1', 'b2', 'b3']) ask('bob', what)
  expect(begun()).toEqual(['a1', 'b1'])
  expect(turn()).toEqual(['a2'])
  ask('carl', 'c1')
  expect(begun()).toEqual(['c1'])
  expect([turn(), turn(), turn(), turn()]).toEqual([['b2'], ['a3'], ['b3'], []])
})

test('who asks again in a later turn is served at once', () => {
  const { ask, begun, turn } = aLoop()
  ask('anna', 'a1')
  expect(begun()).toEqual(['a1'])
  turn()
  ask('anna', 'a2')
  expect(begun()).toEqual(['a2'])
})
