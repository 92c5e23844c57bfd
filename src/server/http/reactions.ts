import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { Message } from '../../protocol/messages.ts'
import { Problem } from '../../protocol/problem-details.ts'
import type { Parlor } from '../domain/parlor.ts'
import { ReactionParams } from './plumbing/params.ts'

export function reactions(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    for (const [method, put, summary] of [
      ['PUT', true, 'Put an emoji under a message'],
      ['DELETE', false, 'Take one’s emoji away from a message'],
    ] as const) {
      app.route({
        method,
        url: '/rooms/:id/messages/:messageId/reactions/:emoji',
        preHandler: app.limit('react'),
        schema: {
          summary,
          description:
            'What is so already changes nothing. What is no single emoji is `invalid_input`.',
          params: ReactionParams,
          response: { 200: Type.Object({ message: Message }), '4xx': Problem },
        },
        handler: async ({ session, params: { id, messageId, emoji } }) => {
          return { message: await parlor.react(session, { roomId: id, messageId, emoji, put }) }
        },
      })
    }
  }
}
