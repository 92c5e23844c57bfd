import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Changes, ChangesQuery } from '../../protocol/changes.ts'
import { newsHeader } from '../../protocol/news-header.ts'
import { Problem } from '../../protocol/problem-details.ts'
import type { AskedWithPoll } from '../domain/news.ts'
import type { Parlor } from '../domain/parlor.ts'
import { withNews } from './plumbing/fast-answers.ts'
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
            'person elsewhere: `GET /api/me/news` says what. Compare it with earlier polls of this room. ' +
            'Given the cursor of the last news, and what the number was then as `known`, the answer itself ' +
            'says what is new, if it is little.',
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
        const { number, news } = parlor.newsElsewhere(session, params.id, askedIn(query))
        if (number !== undefined) reply.header(newsHeader, number)
        const all = withNews(body, news)
        return reply.type('application/json; charset=utf-8').send(all as unknown as Changes)
      },
    )
  }
}

function askedIn({ news, known }: ChangesQuery): AskedWithPoll | undefined {
  return news === undefined || known === undefined ? undefined : { news, known }
}
