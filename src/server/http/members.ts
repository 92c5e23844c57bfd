import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { Acquaintances, AcquaintancesQuery } from '../../protocol/acquaintances.ts'
import { Ban, MemberChange, Members, NewBan, NewMute } from '../../protocol/members.ts'
import { Problem } from '../../protocol/problem-details.ts'
import { WithReason } from '../../protocol/reasons.ts'
import type { Parlor } from '../domain/parlor.ts'
import { MemberParams, RoomParams } from './plumbing/params.ts'

const done = { 204: Type.Null(), '4xx': Problem }

export function members(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/rooms/:id/members',
      {
        preHandler: app.limit('history'),
        schema: {
          summary: 'Who belongs to a room',
          params: RoomParams,
          response: { 200: Members, '4xx': Problem },
        },
      },
      async ({ session, params }) => parlor.members(session, { roomId: params.id }),
    )

    app.get(
      '/me/people',
      {
        preHandler: app.limit('history'),
        schema: {
          summary: 'People of one’s rooms, by a part of their names',
          description:
            'Those with whom one shares a room and could talk alone, a dozen at most. There is no list of all people.',
          querystring: AcquaintancesQuery,
          response: { 200: Acquaintances, '4xx': Problem },
        },
      },
      async ({ session, query }) => parlor.acquaintances(session, query),
    )

    app.delete(
      '/rooms/:id/members/me',
      {
        preHandler: app.limit('moderate'),
        schema: {
          summary: 'Belong to a room no more',
          description: 'Its owner has to hand it over before.',
          params: RoomParams,
          response: done,
        },
      },
      async ({ session, params }, reply) => {
        await parlor.leaveForGood(session, { roomId: params.id })
        return reply.code(204).send(null)
      },
    )

    app.put(
      '/rooms/:id/members/:personId',
      {
        preHandler: app.limit('moderate'),
        schema: {
          summary: 'Make somebody belong to a private room, or change their role',
          params: MemberParams,
          body: MemberChange,
          response: done,
        },
      },
      async ({ session, params: { id, personId }, body }, reply) => {
        await parlor.setMember(session, { ...body, roomId: id, personId })
        return reply.code(204).send(null)
      },
    )

    app.delete(
      '/rooms/:id/members/:personId',
      {
        preHandler: app.limit('moderate'),
        schema: {
          summary: 'Remove somebody from a room',
          params: MemberParams,
          body: WithReason,
          response: done,
        },
      },
      async ({ session, params: { id, personId }, body }, reply) => {
        await parlor.removeMember(session, { ...body, roomId: id, personId })
        return reply.code(204).send(null)
      },
    )
  }
}

export function moderation(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/rooms/:id/bans',
      {
        preHandler: app.limit('history'),
        schema: {
          summary: 'Who is kept out of a room, for those who moderate it',
          params: RoomParams,
          response: { 200: Type.Object({ bans: Type.Array(Ban) }), '4xx': Problem },
        },
      },
      async ({ session, params }) => ({ bans: await parlor.bans(session, { roomId: params.id }) }),
    )

    app.put(
      '/rooms/:id/bans/:personId',
      {
        preHandler: app.limit('moderate'),
        schema: {
          summary: 'Keep somebody out of a room, for a while or for good',
          params: MemberParams,
          body: NewBan,
          response: done,
        },
      },
      async ({ session, params: { id, personId }, body }, reply) => {
        await parlor.ban(session, { ...body, roomId: id, personId })
        return reply.code(204).send(null)
      },
    )

    app.delete(
      '/rooms/:id/bans/:personId',
      {
        preHandler: app.limit('moderate'),
        schema: { summary: 'Let somebody come in again', params: MemberParams, response: done },
      },
      async ({ session, params: { id, personId } }, reply) => {
        await parlor.unban(session, { roomId: id, personId })
        return reply.code(204).send(null)
      },
    )

    app.put(
      '/rooms/:id/mutes/:personId',
      {
        preHandler: app.limit('moderate'),
        schema: {
          summary: 'Let somebody only read until a time',
          params: MemberParams,
          body: NewMute,
          response: done,
        },
      },
      async ({ session, params: { id, personId }, body }, reply) => {
        await parlor.mute(session, { ...body, roomId: id, personId })
        return reply.code(204).send(null)
      },
    )

    app.delete(
      '/rooms/:id/mutes/:personId',
      {
        preHandler: app.limit('moderate'),
        schema: { summary: 'Let somebody write again', params: MemberParams, response: done },
      },
      async ({ session, params: { id, personId } }, reply) => {
        await parlor.unmute(session, { roomId: id, personId })
        return reply.code(204).send(null)
      },
    )
  }
}
