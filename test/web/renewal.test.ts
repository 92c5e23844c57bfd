import { expect, test } from 'vitest'
import { createApi } from '../../src/web/app/api.ts'

/** A page whose requests are all refused as by nobody who is logged in. */
function refusedPage() {
  let noted = 0
  const api = createApi({
    fetch: async () => ({
      ok: false,
      status: 401,
      headers: { get: () => null },
      json: async () => ({ code: 'not_logged_in', title: 'Not logged in', status: 401 }),
    }),
    timeout: () => new AbortController().signal,
    isHidden: () => false,
    renewal: {
      note() {
        noted += 1
      },
      isRecent: () => noted > 0,
    },
  })
  const codes = async () => {
    const answers = [await api.session(), await api.changes('room', 'cursor'), await api.rooms()]
    return answers.map((answer) => (answer.ok ? 'ok' : answer.refusal.code))
  }
  return { api, codes }
}

test('right after a new password, a refusal of the token before it is no log-out', async () => {
  const { api, codes } = refusedPage()
  expect(await codes()).toEqual(['not_logged_in', 'not_logged_in', 'not_logged_in'])
  await api.changePassword('the one before', 'the one after')
  expect(await codes()).toEqual(['unreachable', 'unreachable', 'unreachable'])
})
