import type { FastifyInstance } from 'fastify'

/** Bodies are JSON and nothing else; so a plain form on another site can post nothing here. */
export function acceptOnlyJson(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, parseJson)
}
