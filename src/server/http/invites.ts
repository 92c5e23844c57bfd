import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import {
  AcceptedInvite,
  Invite,
  InvitePreview,
  InviteSummary,
  NewInvite,
} from '../../protocol/invites.ts'
import { Problem } from '../../protocol/problem-details.ts'
import type { Parlor } from '../domain/parlor.ts'
import { RoomParams } from './plumbing/params.ts'
import { addressAt } from './plumbing/site.ts'

const InviteParams = Type.Object({ code: Type.String({ pattern: '^[0-9A-Za-z_-]{1,64}$' }) })

/** What strangers may ask of a link that they were given. */
export function inviteLinks(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/invites/:code',
      {
        preHandler: app.limit('invite'),
        schema: {
          summary: 'Who invites to what',
          params: InviteParams,
          response: { 200: InvitePreview, '4xx': Problem },
        },
      },
      ({ params }) => parlor.invitePreview(params.code),
    )
  }
}

/** Making invitations, taking them, taking them back. */
export function invites(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    const made = { 201: Type.Object({ invite: Invite }), '4xx': Problem }
    const listed = { 200: Type.Object({ invites: Type.Array(InviteSummary) }), '4xx': Problem }

    app.post(
      '/invites',
      {
        preHandler: app.limit('offerInvite'),
        schema: { summary: 'Invite to the instance', body: NewInvite, response: made },
      },
      async (request, reply) => {
        const invite = await parlor.offerInvite(request.session, { ...request.body, roomId: null })
        return reply.code(201).send({ invite: withUrl(request, invite) })
      },
    )

    app.post(
      '/rooms/:id/invites',
      {
        preHandler: app.limit('offerInvite'),
        schema: {
          summary: 'Invite to a room',
          params: RoomParams,
          body: NewInvite,
          response: made,
        },
      },
      async (request, reply) => {
        const { session, body, params } = request
        const invite = await parlor.offerInvite(session, { ...body, roomId: params.id })
        return reply.code(201).send({ invite: withUrl(request, invite) })
      },
    )

    app.get(
      '/invites',
      {
        schema: {
          summary: 'Invitations to the instance: all of them for admins, else one’s own',
          response: listed,
        },
      },
      async ({ session }) => ({ invites: await parlor.invites(session, null) }),
    )

    app.get(
      '/rooms/:id/invites',
      {
        schema: {
          summary: 'Invitations to a room: all for those who have a say in it, else one’s own',
          params: RoomParams,
          response: listed,
        },
      },
      async ({ session, params }) => ({ invites: await parlor.invites(session, params.id) }),
    )

    app.post(
      '/invites/:code',
      {
        preHandler: app.limit('invite'),
        schema: {
          summary: 'Accept an invitation',
          params: InviteParams,
          response: { 200: AcceptedInvite, '4xx': Problem },
        },
      },
      ({ session, params }) => parlor.acceptInvite(session, params.code),
    )

    app.delete(
      '/invites/:code',
      {
        preHandler: app.limit('invite'),
        schema: {
          summary: 'Withdraw an invitation, by its code or by its id',
          params: InviteParams,
          response: { 204: Type.Null(), '4xx': Problem },
        },
      },
      async ({ session, params }, reply) => {
        await parlor.withdrawInvite(session, params.code)
        return reply.code(204).send(null)
      },
    )
  }
}

function withUrl<T extends { code: string }>({ site }: FastifyRequest, invite: T) {
  return { ...invite, url: addressAt(site, `invite/${invite.code}`) }
}
