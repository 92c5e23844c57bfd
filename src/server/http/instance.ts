import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { AuditPage, AuditQuery } from '../../protocol/audit.ts'
import { Instance, InstanceChange } from '../../protocol/instance.ts'
import { Problem } from '../../protocol/problem-details.ts'
import type { Parlor } from '../domain/parlor.ts'

/** What strangers may know. */
export function instance(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/instance',
      {
        schema: {
          summary: 'What this Parlor is called, and who may make an account',
          response: { 200: Instance, '4xx': Problem },
        },
      },
      () => parlor.instance(),
    )
  }
}

/** What admins do with all of it. */
export function administration(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.patch(
      '/instance',
      {
        preHandler: app.limit('administer'),
        schema: {
          summary: 'Change what this Parlor is called, and who may make an account',
          body: InstanceChange,
          response: { 200: Instance, '4xx': Problem },
        },
      },
      ({ session, body }) => parlor.changeInstance(session, body),
    )

    app.get(
      '/audit',
      {
        schema: {
          summary: 'What people did who have a say over others, the newest first',
          querystring: AuditQuery,
          response: { 200: AuditPage, '4xx': Problem },
        },
      },
      ({ session, query }) => parlor.audit(session, query),
    )
  }
}
