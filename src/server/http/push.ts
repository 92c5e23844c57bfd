import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { NotifyChoice } from '../../protocol/levels.ts'
import { Problem } from '../../protocol/problem-details.ts'
import {
  NewPushSubscription,
  PushEndpoint,
  PushKey,
  QuietHours,
  QuietHoursChoice,
} from '../../protocol/push.ts'
import { Room } from '../../protocol/rooms.ts'
import type { Parlor } from '../domain/parlor.ts'
import { RoomParams } from './plumbing/params.ts'
import { addressAt } from './plumbing/site.ts'

/** What a person's devices are told of while nobody looks. */
export function push(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/push',
      {
        schema: {
          summary: 'The public key (RFC 8292) with which a browser subscribes',
          response: { 200: PushKey, '4xx': Problem },
        },
      },
      async () => ({ key: (await parlor.senderKey()).publicKey }),
    )

    app.put(
      '/me/rooms/:id',
      {
        schema: {
          summary: 'Choose what one wants to hear of a room while one does not look',
          description:
            'Usual is all in direct rooms and those to which up to 20 belong, and mentions in larger ones.',
          params: RoomParams,
          body: NotifyChoice,
          response: { 200: Type.Object({ room: Room }), '4xx': Problem },
        },
      },
      async ({ session, params, body }) => {
        return { room: await parlor.chooseLevel(session, { ...body, roomId: params.id }) }
      },
    )

    app.put(
      '/me/push',
      {
        preHandler: app.limit('subscribe'),
        schema: {
          summary: 'Have this browser told of messages while nobody looks',
          description: `What is no https address, or lies in a private network, is \`invalid_input\`. It ends with the session. Of a person's browsers 20 are kept, and the oldest go.`,
          body: NewPushSubscription,
          response: { 204: Type.Null(), '4xx': Problem },
        },
      },
      async ({ session, body, site }, reply) => {
        await parlor.subscribe(session, { ...body, origin: addressAt(site, '') })
        return reply.code(204).send(null)
      },
    )

    app.delete(
      '/me/push',
      {
        schema: {
          summary: 'Tell this browser of nothing any more',
          body: PushEndpoint,
          response: { 204: Type.Null(), '4xx': Problem },
        },
      },
      async ({ session, body }, reply) => {
        await parlor.unsubscribe(session, body)
        return reply.code(204).send(null)
      },
    )

    app.get(
      '/me/quiet-hours',
      {
        schema: {
          summary: 'When one wants to be left in peace',
          response: { 200: Type.Object({ quietHours: QuietHours }), '4xx': Problem },
        },
      },
      async ({ session }) => ({ quietHours: await parlor.quietHours(session) }),
    )

    app.put(
      '/me/quiet-hours',
      {
        schema: {
          summary: 'Choose when one wants to be left in peace; null: never',
          body: QuietHoursChoice,
          response: { 204: Type.Null(), '4xx': Problem },
        },
      },
      async ({ session, body }, reply) => {
        await parlor.chooseQuietHours(session, body)
        return reply.code(204).send(null)
      },
    )
  }
}
