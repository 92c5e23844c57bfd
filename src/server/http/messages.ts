import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { Message, MessagePage, NewMessage, OlderMessagesQuery } from '../../protocol/messages.ts'
import { Problem } from '../../protocol/problem-details.ts'
import type { Parlor } from '../domain/parlor.ts'
import { RoomParams } from './params.ts'

export function messages(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/rooms/:id/messages',
      {
        preHandler: app.limit('history'),
        schema: {
          summary: 'A page of the history, oldest first',
          params: RoomParams,
          querystring: OlderMessagesQuery,
          response: { 200: MessagePage, '4xx': Problem },
        },
      },
      async ({ session, params, query }) =>
        parlor.history(session, { roomId: params.id, ...query }),
    )

    app.post(
      '/rooms/:id/messages',
      {
        preHandler: app.limit('post'),
        schema: {
          summary: 'Post a message, once for each key',
          params: RoomParams,
          body: NewMessage,
          response: {
            200: Type.Object({ message: Message }, { description: 'This key had made it before.' }),
            201: Type.Object({ message: Message }),
            '4xx': Problem,
          },
        },
      },
      async (request, reply) => {
        const { body, key } = request.body
        const args = { roomId: request.params.id, body, key }
        const { message, created } = await parlor.postMessage(request.session, args)
        return reply.code(created ? 201 : 200).send({ message })
      },
    )
  }
}
