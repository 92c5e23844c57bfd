import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { ReadMarker, ReadMarkers, WritingNow } from '../../protocol/messages.ts'
import { Problem } from '../../protocol/problem-details.ts'
import { JoinedRoom, RoomChoice } from '../../protocol/rooms.ts'
import type { Parlor } from '../domain/parlor.ts'
import { RoomParams } from './plumbing/params.ts'

export function presence(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.put(
      '/me/room',
      {
        preHandler: app.limit('join'),
        schema: {
          summary: 'Join a room, leaving any other',
          body: RoomChoice,
          response: { 200: JoinedRoom, '4xx': Problem },
        },
      },
      async ({ session, body }) => parlor.joinRoom(session, body),
    )

    app.delete(
      '/me/room',
      {
        schema: {
          summary: 'Leave the room that one is in',
          response: { 204: Type.Null(), '4xx': Problem },
        },
      },
      async (request, reply) => {
        await parlor.leaveRoom(request.session)
        return reply.code(204).send(null)
      },
    )

    app.put(
      '/rooms/:id/read',
      {
        schema: {
          summary: 'Note how far one has read; it moves forward, unless it says `back`',
          params: RoomParams,
          body: ReadMarker,
          response: { 204: Type.Null(), '4xx': Problem },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        await parlor.markRead(request.session, { ...request.body, roomId: id })
        return reply.code(204).send(null)
      },
    )

    app.put(
      '/rooms/:id/typing',
      {
        schema: {
          summary: 'Say that one writes something, or does no longer',
          description:
            'It is believed for six seconds, and until one posts. Polls of the room tell of it; it is never stored.',
          params: RoomParams,
          body: WritingNow,
          response: { 204: Type.Null(), '4xx': Problem },
        },
      },
      async ({ session, params, body }, reply) => {
        await parlor.saysWriting(session, { ...body, roomId: params.id })
        return reply.code(204).send(null)
      },
    )

    app.put(
      '/me/read',
      {
        schema: {
          summary:
            'Note how far one has read rooms that one belongs to; of others nothing is noted',
          body: ReadMarkers,
          response: { 204: Type.Null(), '4xx': Problem },
        },
      },
      async ({ session, body }, reply) => {
        await parlor.markAllRead(session, body)
        return reply.code(204).send(null)
      },
    )
  }
}
