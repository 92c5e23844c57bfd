import type { Static, TSchema } from 'typebox'
import Value from 'typebox/value'
import { expect } from 'vitest'
import { Problem } from '../../src/protocol/problem-details.ts'
import type { ProblemCode } from '../../src/protocol/problems.ts'

/** The status of each refusal, as clients that we did not write rely on it. */
const statuses = {
  bad_request: 400,
  not_logged_in: 401,
  invalid_credentials: 401,
  not_room_owner: 403,
  not_author: 403,
  banned: 403,
  muted: 403,
  not_allowed: 403,
  person_not_found: 404,
  registration_closed: 403,
  invite_invalid: 410,
  cross_site: 403,
  not_found: 404,
  room_not_found: 404,
  room_archived: 409,
  message_not_found: 404,
  file_not_found: 404,
  upload_conflict: 409,
  range_not_satisfiable: 416,
  request_timeout: 408,
  username_taken: 409,
  room_name_taken: 409,
  not_in_room: 409,
  key_reused: 409,
  cursor_unknown: 409,
  room_deleted: 410,
  message_deleted: 410,
  message_changed: 409,
  reset_invalid: 410,
  too_large: 413,
  quota_exceeded: 413,
  unsupported_media_type: 415,
  misdirected: 421,
  invalid_input: 422,
  too_many_requests: 429,
  headers_too_large: 431,
  internal_error: 500,
  unavailable: 503,
} satisfies Record<ProblemCode, number>

/** What came back over HTTP. `body` is the parsed JSON, or undefined when there was none. */
export interface Reply {
  request: string
  status: number
  headers: Headers
  text: string
  body: unknown
}

export async function toReply(request: string, response: Response): Promise<Reply> {
  const text = await response.text()
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '')
  const reply = {
    request,
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text !== '' ? JSON.parse(text) : undefined,
  }
  if (response.url.includes('/api/')) expectPromisesOfEveryReply(reply)
  return reply
}

/** The content of a successful reply, checked against the protocol's own schema. */
export function content<Schema extends TSchema>(
  reply: Reply,
  status: number,
  schema: Schema,
): Static<Schema> {
  const { request, body } = reply
  if (reply.status !== status)
    throw new Error(`${request} answered ${reply.status}, not ${status}: ${reply.text}`)
  if (!Value.Check(schema, body)) {
    const faults = JSON.stringify(Value.Errors(schema, body))
    throw new Error(`${request} answered what its schema forbids: ${faults} in ${reply.text}`)
  }
  return body
}

/** Checks that a request was refused with this code, as RFC 9457 problem details. */
export function expectRefusal(reply: Reply, code: ProblemCode): Problem {
  const problem = content(reply, statuses[code], Problem)
  expect(problem.code, reply.request).toBe(code)
  expect(problem.status).toBe(reply.status)
  expect(problem.title).not.toBe('')
  if (code === 'invalid_input') expect(problem.errors?.length, reply.request).toBeGreaterThan(0)
  return problem
}

/** Checks that input was refused and that the refusal names the field that caused it. */
export function expectInvalid(reply: Reply, field: string): void {
  const { errors = [] } = expectRefusal(reply, 'invalid_input')
  expect(errors.map((error) => error.field)).toContain(field)
  for (const error of errors) expect(error.message).not.toBe('')
}

/** What holds for each single answer of the API, so every test that sends a request checks it. */
function expectPromisesOfEveryReply(reply: Reply): void {
  const { request, headers, status, text } = reply
  expect(headers.get('cache-control'), request).toContain('no-store')
  expect(headers.get('x-content-type-options'), request).toBe('nosniff')
  expect(headers.get('access-control-allow-origin'), request).toBeNull()
  const policy = headers.get('content-security-policy')
  expect(policy, request).toBe("default-src 'none'; frame-ancestors 'none'")
  if (status < 400) return
  expect(headers.get('content-type'), `${request}: ${text}`).toMatch(/^application\/problem\+json/)
  expect(text, request).not.toMatch(/\bat .+:\d+:\d+|node_modules|\.ts:\d|SQLITE|sqlite|argon2/)
}
