import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { ForYou, ForYouQuery, ForYouSeen } from '../../protocol/for-you.ts'
import { Problem } from '../../protocol/problem-details.ts'
import type { Parlor } from '../domain/parlor.ts'

/** Mentions of somebody, and what others answered and how they reacted to what they said. */
export function forYou(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/me/for-you',
      {
        preHandler: app.limit('history'),
        schema: {
          summary: 'Mentions, and replies and reactions to one’s messages, the newest first',
          description:
            'In all rooms that one may read. What was deleted or taken back is not there any more.',
          querystring: ForYouQuery,
          response: { 200: ForYou, '4xx': Problem },
        },
      },
      async ({ session, query }) => parlor.forYou(session, query),
    )

    app.put(
      '/me/for-you',
      {
        schema: {
          summary: 'Note up to which of these things one has seen them; never back',
          body: ForYouSeen,
          response: { 204: Type.Null(), '4xx': Problem },
        },
      },
      async ({ session, body }, reply) => {
        await parlor.seeForYou(session, body.seen)
        return reply.code(204).send(null)
      },
    )
  }
}
