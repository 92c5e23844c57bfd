import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifyInstance } from 'fastify'

/**
 * Validates by the protocol's schemas. A body is taken as it is: a number is no string. Addresses
 * and queries are text, so there a number is read from the text.
 */
export function validateBySchema(app: FastifyInstance): void {
  const body = new Ajv({ allErrors: true, coerceTypes: false, useDefaults: false })
  const text = new Ajv({ allErrors: true, coerceTypes: true, useDefaults: false })
  addFormats.default(body)
  addFormats.default(text)
  app.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === 'body' ? body : text).compile(schema),
  )
}
