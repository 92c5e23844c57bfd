import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { Refusal } from '../../../protocol/refusal.ts'

/** Bodies are JSON and nothing else; so a plain form on another site can post nothing here. */
export function acceptOnlyJson(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  // RFC 8259: JSON is UTF-8. What is not is refused, rather than stored with its letters replaced.
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  // Many clients name a type with every request, also with those that have no body. Fastify would wait for
  // the end of one that node:http never begins, until the connection is given up without an answer.
  app.addHook('onRequest', ({ raw: { headers } }, _reply, done) => {
    if (hasNoBody(headers)) delete headers['content-type']
    done()
  })
  // Where nothing has to be said, nothing has to be sent. A change of nothing is a mistake, though.
  app.addHook('preValidation', (request, _reply, done) => {
    const { body, method, routeOptions } = request
    if (body === undefined && method !== 'PATCH' && mayBeEmpty(routeOptions.schema?.body))
      request.body = {}
    done()
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    if (bytes.length === 0) return done(null, undefined)
    try {
      void parseJson(request, utf8.decode(Buffer.from(bytes)), done)
    } catch {
      done(new Refusal('invalid_input', { detail: 'The body is not UTF-8.' }))
    }
  })
}

/** RFC 9112, 6.3: a request that says nothing of its length has none. */
function hasNoBody(headers: IncomingHttpHeaders): boolean {
  return headers['content-length'] === undefined && headers['transfer-encoding'] === undefined
}

function mayBeEmpty(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && !('required' in schema)
}
