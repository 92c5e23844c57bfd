import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { News, NewsQuery } from '../../protocol/news.ts'
import { Problem } from '../../protocol/problem-details.ts'
import type { Parlor } from '../domain/parlor.ts'
import { oneByOne } from './plumbing/one-by-one.ts'

export function news(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/me/news',
      {
        schema: {
          summary: 'What has changed for a person in the list of rooms after a cursor',
          description:
            'Without a cursor, all of it. It never tells of what did not change. With `of=mine`, only what ' +
            'changed in rooms that the person belongs to, as far as that is known.',
          querystring: NewsQuery,
          response: { 200: News, '4xx': Problem },
        },
      },
      async ({ session, query }, reply) => {
        await oneByOne(session.person, reply.raw)
        const body = await parlor.news(session, query.after, query.of)
        // Already JSON: what fits into an answer is found out by making it.
        return reply.type('application/json; charset=utf-8').send(body as unknown as News)
      },
    )
  }
}
