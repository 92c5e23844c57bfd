import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FastifySchemaValidationError } from 'fastify/types/schema.js'
import { type FieldError, fieldError } from '../../../protocol/field-errors.ts'
import type { Problem } from '../../../protocol/problem-details.ts'
import { type ProblemCode, problems } from '../../../protocol/problems.ts'
import { Refusal } from '../../../protocol/refusal.ts'
import type { NoteEvent } from '../../domain/security-events.ts'
import { addressOf } from './addresses.ts'

/**
 * The one place where a "no" becomes an HTTP answer (RFC 9457).
 * @param isOutage tells the errors that say "not now" from those that say "wrong".
 * @param note takes down what an operator should know of (OWASP ASVS 5.0, 16.3.2 and 16.3.3).
 */
export function mapErrors(
  app: FastifyInstance,
  isOutage: (error: unknown) => boolean,
  note: NoteEvent,
): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = isOutage(error)
      ? new Refusal('unavailable', { retryAfter: 1 })
      : refusalOf(error, request)
    // The route and not the address: that may hold a code that is a secret.
    const route = request.routeOptions.url
    if (!refusal) {
      if (!hasHungUp(error, request)) request.log.error({ err: error, route }, 'A request failed.')
    } else if (noted.has(problems[refusal.code].status)) {
      const account = request.session?.actor.id ?? null
      note({ event: 'refused', account, address: addressOf(request), detail: refusal.code })
    }
    return sendRefusal(reply, refusal ?? new Refusal('internal_error'))
  })
}

/** A file that nobody takes any more: anybody can do that as often as they ask, and nothing is wrong. */
function hasHungUp({ code }: FastifyError, { raw }: FastifyRequest): boolean {
  return code === 'ERR_STREAM_PREMATURE_CLOSE' && raw.socket.destroyed
}

/** Addresses that are none, which are asked for no more often than others. */
export function refuseUnknown(app: FastifyInstance): void {
  app.setNotFoundHandler({ preHandler: app.limit('read') }, (_request, reply) =>
    sendRefusal(reply, new Refusal('not_found')),
  )
}

/** Statuses of refusals that are taken down: not allowed, too much. */
const noted: ReadonlySet<number> = new Set([403, 429])

/** What every answer of the API carries: it is about somebody, and it is JSON and nothing else. */
export const apiHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  // Opened by itself, it is still no page: it may load nothing and stand in no frame.
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

export const problemType = 'application/problem+json; charset=utf-8'

/** RFC 9457 problem details. */
export function problemOf(code: ProblemCode, members: Partial<Problem> = {}): Problem {
  const { status, title } = problems[code]
  const told = code === 'invalid_input' ? { errors: ofTheWhole, ...members } : members
  return { type: 'about:blank', title, status, code, ...told }
}

/** What cannot be read at all is wrong as a whole: an empty field, as for a body that is no object. */
const ofTheWhole: FieldError[] = [fieldError('', 'wrong_form')]

export function sendRefusal(reply: FastifyReply, { code, details }: Refusal): FastifyReply {
  const { retryAfter, ...members } = details
  if (retryAfter !== undefined) reply.header('retry-after', String(Math.ceil(retryAfter)))
  const problem = problemOf(code, members)
  // As a string: the answer's schema is for the good case.
  return reply
    .code(problem.status)
    .header('content-type', problemType)
    .send(JSON.stringify(problem))
}

/** What an error says to the client; undefined if it is nothing that they could have avoided. */
function refusalOf(error: FastifyError, request: FastifyRequest): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (error.validationContext === 'params') {
    return new Refusal(notFoundAt(error, request))
  }
  if (error.validation) {
    return new Refusal('invalid_input', { errors: errorsOf(error.validation) })
  }
  const code = codeOf(error)
  return code && new Refusal(code)
}

/** What could be no id names nothing. */
function notFoundAt({ validation }: FastifyError, { url }: FastifyRequest): ProblemCode {
  if (url.startsWith('/api/files/') || url.startsWith('/api/uploads/')) return 'file_not_found'
  if (!url.startsWith('/api/rooms/')) return 'not_found'
  const [first] = validation ?? []
  switch (first?.instancePath) {
    case '/messageId':
      return 'message_not_found'
    case '/personId':
      return 'person_not_found'
    default:
      return 'room_not_found'
  }
}

function codeOf(error: FastifyError): ProblemCode | undefined {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return 'too_large'
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return 'unsupported_media_type'
    default:
      // What else Fastify and its plugins refuse with a 4xx is a request that cannot be read.
      return error.statusCode && error.statusCode < 500 ? 'invalid_input' : undefined
  }
}

/** More than anybody reads: a list of 30,000 wrong ids is not answered with megabytes. */
const maxErrors = 20

/** What is none of several allowed values is wrong once for each of them, and is told once. */
function errorsOf(errors: FastifySchemaValidationError[]): FieldError[] {
  const byWhat = new Map<string, FieldError>()
  for (const error of errors) {
    const told = errorOf(error)
    byWhat.set(`${told.field} ${told.code}`, told)
    if (byWhat.size === maxErrors) break
  }
  return [...byWhat.values()]
}

function errorOf(error: FastifySchemaValidationError): FieldError {
  const { keyword, instancePath, params } = error
  const path = instancePath.slice(1).split('/').filter(Boolean)
  if (keyword === 'required') path.push(String(params.missingProperty))
  const field = path.join('.')
  const limit = Number(params.limit)
  switch (keyword) {
    case 'required':
      return fieldError(field, 'missing')
    case 'minLength':
      return limit === 1 ? fieldError(field, 'missing') : fieldError(field, 'too_short', limit)
    case 'maxLength':
      return fieldError(field, 'too_long', limit)
    case 'minimum':
      return fieldError(field, 'too_small', limit)
    case 'maximum':
      return fieldError(field, 'too_large', limit)
    default:
      return fieldError(field, 'wrong_form')
  }
}
