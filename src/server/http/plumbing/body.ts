import type { FastifyInstance } from 'fastify'
import { Refusal } from '../../../protocol/refusal.ts'

/** Bodies are JSON and nothing else; so a plain form on another site can post nothing here. */
export function acceptOnlyJson(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  // RFC 8259: JSON is UTF-8. What is not is refused, rather than stored with its letters replaced.
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    try {
      void parseJson(request, utf8.decode(Buffer.from(bytes)), done)
    } catch {
      done(new Refusal('invalid_input', { detail: 'The body is not UTF-8.' }))
    }
  })
}
