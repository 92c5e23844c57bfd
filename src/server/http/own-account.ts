import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { AccountDeletion, User } from '../../protocol/people.ts'
import { Problem } from '../../protocol/problem-details.ts'
import type { Parlor } from '../domain/parlor.ts'
import { PersonParams } from './admins.ts'
import { clearSessionCookie, originOf } from './plumbing/authentication.ts'

/** What people do with their own account. */
export function ownAccount(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.delete(
      '/me',
      {
        preHandler: app.limit('changeAccount'),
        schema: {
          summary: 'Delete one’s own account, for good; with `messages` also all that one wrote',
          body: AccountDeletion,
          response: { 204: Type.Null(), '4xx': Problem },
        },
      },
      async (request, reply) => {
        await parlor.deleteAccount(request.session, request.body, originOf(request))
        return clearSessionCookie(request, reply).code(204).send(null)
      },
    )

    app.get(
      '/me/export',
      {
        preHandler: app.limit('export'),
        schema: {
          summary: 'All that is kept of oneself, as JSON',
          response: { 200: Type.Unknown(), '4xx': Problem },
        },
      },
      ({ session }, reply) =>
        reply
          .type('application/json; charset=utf-8')
          .header('content-disposition', 'attachment; filename="parlor-export.json"')
          .send(Readable.from(parlor.ownData(session))),
    )

    app.get(
      '/me/export/archive',
      {
        preHandler: app.limit('export'),
        schema: {
          summary: 'The same, with all files that one sent, as a ZIP archive',
          response: { 200: Type.Unknown(), '4xx': Problem },
        },
      },
      ({ session }, reply) =>
        reply
          .type('application/zip')
          .header('content-disposition', 'attachment; filename="parlor-export.zip"')
          .send(Readable.from(parlor.ownArchive(session), { objectMode: false })),
    )

    app.get(
      '/me/blocks',
      {
        schema: {
          summary: 'Whom one has blocked',
          response: { 200: Type.Object({ people: Type.Array(User) }), '4xx': Problem },
        },
      },
      async ({ session }) => ({ people: await parlor.blocked(session) }),
    )

    for (const [method, put, summary] of [
      ['PUT', true, 'Block somebody: they are told nothing of it'],
      ['DELETE', false, 'Block somebody no more'],
    ] as const) {
      app.route({
        method,
        url: '/me/blocks/:id',
        preHandler: app.limit('changeAccount'),
        schema: {
          summary,
          params: PersonParams,
          response: { 204: Type.Null(), '4xx': Problem },
        },
        handler: async ({ session, params }, reply) => {
          await parlor.block(session, { personId: params.id, put })
          return reply.code(204).send(null)
        },
      })
    }
  }
}
