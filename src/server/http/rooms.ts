import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { DirectPeople } from '../../protocol/members.ts'
import { Problem } from '../../protocol/problem-details.ts'
import { WithReason } from '../../protocol/reasons.ts'
import { NewRoom, Room, RoomPatch } from '../../protocol/rooms.ts'
import type { Parlor } from '../domain/parlor.ts'
import { isKnown } from './plumbing/etags.ts'
import { oneByOne } from './plumbing/one-by-one.ts'
import { RoomParams } from './plumbing/params.ts'

export function rooms(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/rooms',
      {
        schema: {
          summary: 'All rooms',
          description: 'Carries an ETag; `If-None-Match` answers 304 when nothing changed.',
          response: {
            200: Type.Object({ rooms: Type.Array(Room) }),
            304: Type.Null(),
            '4xx': Problem,
          },
        },
      },
      async (request, reply) => {
        const known = request.headers['if-none-match']
        await oneByOne(request.session.person, reply.raw)
        const rooms = await parlor.rooms(request.session, (version) =>
          isKnown(known, `"${version}"`),
        )
        if (!rooms) return reply.code(304).send(null)
        reply.header('etag', `"${rooms.version}"`).type('application/json; charset=utf-8')
        // Already JSON, which is kept for each room.
        return reply.send(`{"rooms":${rooms.json}}` as unknown as { rooms: Room[] })
      },
    )

    app.post(
      '/rooms',
      {
        preHandler: app.limit('createRoom'),
        schema: {
          summary: 'Create a room',
          body: NewRoom,
          response: { 201: Type.Object({ room: Room }), '4xx': Problem },
        },
      },
      async (request, reply) => {
        const room = await parlor.createRoom(request.session, request.body)
        return reply.code(201).send({ room })
      },
    )

    app.post(
      '/direct',
      {
        preHandler: app.limit('createRoom'),
        schema: {
          summary: 'The room of just these people and oneself',
          body: DirectPeople,
          response: {
            200: Type.Object({ room: Room }, { description: 'There was one already.' }),
            201: Type.Object({ room: Room }),
            '4xx': Problem,
          },
        },
      },
      async (request, reply) => {
        const { room, created } = await parlor.openDirectRoom(request.session, request.body)
        return reply.code(created ? 201 : 200).send({ room })
      },
    )

    app.patch(
      '/rooms/:id',
      {
        preHandler: app.limit('changeRoom'),
        schema: {
          summary: 'Change what is set of a room, or hand it over',
          description:
            'A private room that is opened needs a name that no other open room has. An archived room can only be read.',
          params: RoomParams,
          body: RoomPatch,
          response: { 200: Type.Object({ room: Room }), '4xx': Problem },
        },
      },
      async ({ session, params, body }) => {
        return { room: await parlor.changeRoom(session, { ...body, roomId: params.id }) }
      },
    )

    app.delete(
      '/rooms/:id',
      {
        schema: {
          summary: 'Delete a room that one owns',
          params: RoomParams,
          body: WithReason,
          response: { 204: Type.Null(), '4xx': Problem },
        },
      },
      async ({ session, params, body }, reply) => {
        await parlor.deleteRoom(session, { ...body, roomId: params.id })
        return reply.code(204).send(null)
      },
    )
  }
}
