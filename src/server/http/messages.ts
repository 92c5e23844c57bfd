import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import {
  HistoryQuery,
  Message,
  MessageEdit,
  MessagePage,
  MessageVersion,
  NewMessage,
} from '../../protocol/messages.ts'
import { Problem } from '../../protocol/problem-details.ts'
import { WithReason } from '../../protocol/reasons.ts'
import type { Parlor } from '../domain/parlor.ts'
import { MessageParams, RoomParams } from './plumbing/params.ts'

export function messages(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/rooms/:id/messages',
      {
        preHandler: app.limit('history'),
        schema: {
          summary: 'A page of the history, oldest first',
          description:
            'Of `before`, `after` and `around`, each a `seq`, and `since`, a time, at most one; without any, the newest messages.',
          params: RoomParams,
          querystring: HistoryQuery,
          response: { 200: MessagePage, '4xx': Problem },
        },
      },
      async ({ session, params, query }) =>
        parlor.history(session, { ...query, roomId: params.id }),
    )

    app.post(
      '/rooms/:id/messages',
      {
        preHandler: app.limit('post'),
        schema: {
          summary: 'Post a message, once for each key',
          description:
            'A reply names what it answers in `replyTo`, and shows it as it is: whoever is told of a revised message knows what quotes of it say now.',
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
        const { body, key, replyTo, files } = request.body
        const rest = { replyTo: replyTo ?? null, ...(files && { files }) }
        const args = { roomId: request.params.id, body, key, ...rest }
        const { message, created } = await parlor.postMessage(request.session, args)
        return reply.code(created ? 201 : 200).send({ message })
      },
    )

    app.patch(
      '/rooms/:id/messages/:messageId',
      {
        preHandler: app.limit('edit'),
        schema: {
          summary: 'Give one’s own message another text',
          description:
            'The same text again changes nothing. With `version`, a text that was written for an older one is refused with `message_changed`, and the message as it now is.',
          params: MessageParams,
          body: MessageEdit,
          response: { 200: Type.Object({ message: Message }), '4xx': Problem },
        },
      },
      async ({ session, params, body }) => {
        const args = { ...body, roomId: params.id, messageId: params.messageId }
        return { message: await parlor.editMessage(session, args) }
      },
    )

    app.delete(
      '/rooms/:id/messages/:messageId',
      {
        preHandler: app.limit('edit'),
        schema: {
          summary: 'Delete a message, with all its versions',
          description: 'Its author may, and whoever created the room. Once more is harmless.',
          params: MessageParams,
          body: WithReason,
          response: { 204: Type.Null(), '4xx': Problem },
        },
      },
      async ({ session, params: { id, messageId }, body }, reply) => {
        await parlor.deleteMessage(session, { ...body, roomId: id, messageId })
        return reply.code(204).send(null)
      },
    )

    app.get(
      '/rooms/:id/messages/:messageId/versions',
      {
        preHandler: app.limit('history'),
        schema: {
          summary: 'All texts that a message has had, the one of now last',
          description: 'For its author, and for whoever created the room.',
          params: MessageParams,
          response: {
            200: Type.Object({ versions: Type.Array(MessageVersion) }),
            '4xx': Problem,
          },
        },
      },
      async ({ session, params }) => {
        const args = { roomId: params.id, messageId: params.messageId }
        return { versions: await parlor.versions(session, args) }
      },
    )
  }
}
