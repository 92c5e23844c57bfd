import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifyInstance } from 'fastify'
import { invalid } from '../../../protocol/refusal.ts'

/** The format by which the protocol says so. */
const cursor = 'cursor'

let ajv: Ajv | undefined
/** By schema: many routes take the same, and servers in one process take all of it alike. */
const validators = new Map<string, ValidateFunction>()

function compile(schema: object): ValidateFunction {
  const text = JSON.stringify(schema)
  const known = validators.get(text)
  if (known) return known
  if (!ajv) {
    ajv = new Ajv({ allErrors: true, coerceTypes: false, useDefaults: false })
    addFormats.default(ajv)
    ajv.addFormat('date-time', isTime)
    ajv.addFormat(cursor, true)
  }
  const validator = ajv.compile(schema)
  validators.set(text, validator)
  return validator
}

const dateTime = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i

/** RFC 3339 without its leap seconds, which no clock here knows: whatever passes is a time for `Date`, too. */
function isTime(text: string): boolean {
  const [, day] = dateTime.exec(text) ?? []
  if (day === undefined || Number.isNaN(Date.parse(text))) return false
  // The thirty-first of February is a time for `Date`, but another one.
  return new Date(day).toISOString().startsWith(day)
}

/**
 * Validates by the protocol's schemas. A body is taken as it is: a number is no string. Addresses
 * and queries are text, so there a number is read from the text.
 */
export function validateBySchema(app: FastifyInstance): void {
  app.setValidatorCompiler(({ schema, httpPart }) => {
    // When first needed: a server of a hundred routes would start half a second later.
    let compiled: ValidateFunction | undefined
    const parts = 'properties' in schema ? propertiesOf(schema.properties) : []
    const integers = httpPart === 'body' ? [] : parts.filter(({ type }) => type === 'integer')
    const texts = reachesDatabase(httpPart) ? parts.filter(isText) : []
    return (data: unknown) => {
      if (isRecord(data)) {
        const endless = integers.find(({ name }) => isEndless(data[name]))
        if (endless) return { error: invalid(endless.name, 'wrong_form') }
        for (const { name } of integers) data[name] = integerOf(data[name])
      }
      compiled ??= compile(schema)
      const isValid = compiled
      if (!isValid(data))
        return { error: Object.assign(new Error(), { validation: isValid.errors }) }
      const unstorable = isRecord(data) && texts.find(({ name }) => !isStorable(data[name]))
      return unstorable ? { error: invalid(unstorable.name, 'unseen_signs') } : { value: data }
    }
  })
}

/**
 * A decimal number as people write it. Ajv's own reading takes `Infinity`, `0x10` and a thousand digits
 * for numbers, and then lets them pass every limit.
 */
function integerOf(text: unknown): unknown {
  return typeof text === 'string' && /^-?\d{1,16}$/.test(text) ? Number(text) : text
}

/** What is a number, but none that counts anything: `Infinity`, `1e400`. */
function isEndless(text: unknown): boolean {
  return typeof text === 'string' && Math.abs(Number(text)) === Number.POSITIVE_INFINITY
}

/** What a path names is looked up as it is: what could not be stored is not there. */
function reachesDatabase(httpPart: string | undefined): boolean {
  return httpPart === 'body' || httpPart === 'querystring'
}

/** A cursor reaches no database: it is known, or it is not. */
function isText({ type, format }: { type: unknown; format: unknown }): boolean {
  return type === 'string' && format !== cursor
}

/** PostgreSQL stores no NUL, and UTF-8 has no lone surrogates: neither could come back as it was sent. */
function isStorable(text: unknown): boolean {
  return typeof text !== 'string' || (!text.includes('\0') && text.isWellFormed())
}

function propertiesOf(properties: unknown): { name: string; type: unknown; format: unknown }[] {
  if (!isRecord(properties)) return []
  return Object.entries(properties).map(([name, property]) => {
    const { type, format } = isRecord(property) ? property : {}
    return { name, type, format }
  })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
