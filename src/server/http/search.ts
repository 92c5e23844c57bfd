import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Problem } from '../../protocol/problem-details.ts'
import { SearchQuery, SearchResults } from '../../protocol/search.ts'
import type { Parlor } from '../domain/parlor.ts'

export function search(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/search',
      {
        preHandler: app.limit('search'),
        schema: {
          summary: 'Find messages again, the newest first',
          description:
            'In all rooms that one may read. What was deleted is never found. A page may have no hits and still say that there is more.',
          querystring: SearchQuery,
          response: { 200: SearchResults, '4xx': Problem },
        },
      },
      async ({ session, query }) => parlor.search(session, query),
    )
  }
}
