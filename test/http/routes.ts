import Type from 'typebox'
import type { Person } from '../support/person.ts'
import { content } from '../support/reply.ts'

export interface Route {
  method: string
  /** As OpenAPI writes it, with parameters in braces. */
  template: string
  /** The same with something in the place of each parameter. */
  path: string
  /** The problem statuses and success statuses that the document announces. */
  statuses: string[]
}

const Operation = Type.Object({ responses: Type.Record(Type.String(), Type.Unknown()) })
export const OpenApi = Type.Object({
  openapi: Type.String({ pattern: '^3\\.' }),
  paths: Type.Record(Type.String(), Type.Record(Type.String(), Operation)),
})

/**
 * Those that take bytes instead of JSON, and more of them: `uploading.test.ts`, `uploads.test.ts` and
 * `instance-picture.test.ts` say which.
 */
export const takesBytes = /\/(files|uploads|picture)$|\/uploads\/\{id\}$/

/** Every route that the OpenAPI document knows, so that a new route is tested from its first day. */
export async function everyRoute(person: Person, roomId = 'some-room'): Promise<Route[]> {
  const document = content(await person.send('GET', '/api/openapi.json'), 200, OpenApi)
  return Object.entries(document.paths).flatMap(([template, operations]) =>
    Object.entries(operations).map(([method, { responses }]) => ({
      method: method.toUpperCase(),
      template,
      path: template.replaceAll(/\{\w+\}/g, roomId),
      statuses: Object.keys(responses),
    })),
  )
}

export async function everyWrite(person: Person, roomId?: string): Promise<Route[]> {
  const routes = await everyRoute(person, roomId)
  return routes.filter(({ method }) => method !== 'GET' && method !== 'HEAD')
}
