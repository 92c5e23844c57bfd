import type { FastifyRequest } from 'fastify'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { receive } from '../../src/server/http/plumbing/receiving.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A request of which nothing has come for a minute; what became of it. */
async function afterAMinute(body: { complete: boolean; readableLength: number }): Promise<string> {
  const socket = { bytesRead: 100, isPaused: () => false }
  const raw = { ...body, socket, destroyed: true }
  const request = { raw, session: { actor: { id: 'anna' } } } as unknown as FastifyRequest
  const work = Promise.withResolvers<string>()
  const outcome = receive(request, () => work.promise).catch(({ code }) => code)
  await vi.advanceTimersByTimeAsync(60_000)
  work.resolve('received')
  return outcome
}

test('a body that stays away is given up', async () => {
  expect(await afterAMinute({ complete: false, readableLength: 0 })).toBe('request_timeout')
})

test('a body that is whole waits as long as it has to', async () => {
  expect(await afterAMinute({ complete: true, readableLength: 0 })).toBe('received')
})

test('a body that nobody reads on is not called late', async () => {
  expect(await afterAMinute({ complete: false, readableLength: 65_536 })).toBe('received')
})
