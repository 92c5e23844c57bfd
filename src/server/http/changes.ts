import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Changes, ChangesQuery } from '../../protocol/changes.ts'
import { newsHeader } from '../../protocol/news-header.ts'
import { Problem } from '../../protocol/problem-details.ts'
import type { Parlor } from '../domain/parlor.ts'
import { noteLook } from './plumbing/looking.ts'
import { RoomParams } from './plumbing/params.ts'

export function changes(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    const history = app.limit('history')
    app.get(
      '/rooms/:id/changes',
      {
        schema: {
          summary: 'The poll: what has changed in a room after a cursor',
          description:
            'The header `Parlor-News` is a number that rises when there is something new for the ' +
            'person elsewhere: `GET /api/me/news` says what. Compare it with earlier polls of this room.',
          params: RoomParams,
          querystring: ChangesQuery,
          response: { 200: Changes, '4xx': Problem },
        },
      },
      async (request, reply) => {
        const { session, params, query } = request
        const countHistory = async (): Promise<void> => {
          for (const count of history) await count(request)
        }
        // Already JSON, made once for everyone who stands at this place.
        const body = await parlor.changes(session, params.id, query.after, countHistory)
        noteLook(request, session)
        const news = parlor.newsElsewhere(session, params.id)
        if (news !== undefined) reply.header(newsHeader, news)
        return reply.type('application/json; charset=utf-8').send(body as unknown as Changes)
      },
    )
  }
}
