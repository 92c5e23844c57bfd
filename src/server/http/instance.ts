import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { InstanceToAll } from '../../protocol/instance.ts'
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
          response: { 200: InstanceToAll, '4xx': Problem },
        },
      },
      async () => {
        return { ...(await parlor.instance()), limits: { fileBytes: parlor.fileLimits.perFile } }
      },
    )
  }
}
