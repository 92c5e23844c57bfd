import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { Pin, PinnedMessage } from '../../protocol/pins.ts'
import { Problem } from '../../protocol/problem-details.ts'
import type { Parlor } from '../domain/parlor.ts'
import { MessageParams, RoomParams } from './plumbing/params.ts'

export function pins(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/rooms/:id/pins',
      {
        preHandler: app.limit('history'),
        schema: {
          summary: 'The pinned messages of a room, the newest pin first',
          params: RoomParams,
          response: { 200: Type.Object({ pins: Type.Array(PinnedMessage) }), '4xx': Problem },
        },
      },
      async ({ session, params }) => ({ pins: await parlor.pins(session, { roomId: params.id }) }),
    )

    for (const [method, pinned, summary] of [
      ['PUT', true, 'Pin a message'],
      ['DELETE', false, 'Take a message off the pinned ones'],
    ] as const) {
      app.route({
        method,
        url: '/rooms/:id/pins/:messageId',
        preHandler: app.limit('edit'),
        schema: {
          summary,
          description:
            'For moderators of the room and its owner. What is so already changes nothing.',
          params: MessageParams,
          response: { 200: Type.Object({ pin: Pin }), '4xx': Problem },
        },
        handler: async ({ session, params: { id, messageId } }) => {
          return { pin: await parlor.pinMessage(session, { roomId: id, messageId, pinned }) }
        },
      })
    }
  }
}
