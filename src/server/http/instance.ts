import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { InstanceToAll } from '../../protocol/instance.ts'
import { Problem } from '../../protocol/problem-details.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Parlor } from '../domain/parlor.ts'
import { isKnown } from './plumbing/etags.ts'

/** Kept, and asked for again each time. Opened by itself it is no page, and it stands in no other site. */
const pictureHeaders = {
  'cache-control': 'no-cache',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
}

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

    await app.register(async (pictures) => {
      pictures.addHook('onSend', async (_request, reply) => {
        if (reply.statusCode < 400) reply.headers(pictureHeaders)
      })
      pictures.get(
        '/instance/picture',
        {
          schema: {
            summary: 'The picture that those see who are asked to log in, in WebP',
            response: { 200: Type.Unknown(), 304: Type.Null(), '4xx': Problem },
          },
        },
        async ({ headers }, reply) => {
          const picture = await parlor.instancePicture()
          if (!picture) throw new Refusal('not_found')
          const etag = `"${picture.id}"`
          reply.header('etag', etag)
          if (isKnown(headers['if-none-match'], etag)) return reply.code(304).send()
          return reply.type('image/webp').send(picture.bytes)
        },
      )
    })
  }
}
