import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Instance } from '../../protocol/instance.ts'
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
