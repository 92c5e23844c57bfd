import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import {
  InstanceBan,
  MessageSpan,
  NewReport,
  OverviewWithFiles,
  PeoplePage,
  PeopleQuery,
  PersonChange,
  PersonEntry,
  ReportChange,
  ReportPage,
  ReportsQuery,
} from '../../protocol/admins.ts'
import { AuditPage, AuditQuery } from '../../protocol/audit.ts'
import { Instance, InstanceChange } from '../../protocol/instance.ts'
import { Problem } from '../../protocol/problem-details.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Parlor } from '../domain/parlor.ts'
import { MessageParams, RoomParams } from './plumbing/params.ts'
import { receive } from './plumbing/receiving.ts'
import { addressAt } from './plumbing/site.ts'

/** The `{id}` of a person's address. What could be none is nobody. */
export const PersonParams = Type.Object({
  id: Type.String({ pattern: '^[0-9A-Za-z_-]{1,64}$' }),
})
const ReportParams = Type.Object({
  id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
})
const changed = { 200: Type.Object({ person: PersonEntry }), '4xx': Problem }

/** What admins do with the whole instance. */
export function administration(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    const preHandler = app.limit('administer')

    app.patch(
      '/instance',
      {
        preHandler,
        schema: {
          summary: 'Change what this Parlor is called, and who may make an account',
          body: InstanceChange,
          response: { 200: Instance, '4xx': Problem },
        },
      },
      ({ session, body }) => parlor.changeInstance(session, body),
    )

    await app.register(async (pictures) => {
      pictures.removeAllContentTypeParsers()
      pictures.addContentTypeParser(/^image\//, (_request, stream, done) => done(null, stream))
      pictures.put(
        '/instance/picture',
        {
          preHandler: [...preHandler, ...app.limit('upload')],
          schema: {
            summary: 'Have a picture shown to those who are asked to log in',
            description: 'The body is the picture, as a browser would show it; it is kept as WebP.',
            consumes: ['image/*'],
            response: { 200: Instance, '4xx': Problem },
          },
        },
        async (request) => {
          const bytes: unknown = request.body
          if (!(bytes instanceof Readable)) throw new Refusal('unsupported_media_type')
          const { perFile } = parlor.fileLimits
          return receive(request, () => parlor.changePicture(request.session, upTo(perFile, bytes)))
        },
      )
    })

    app.delete(
      '/instance/picture',
      {
        preHandler,
        schema: {
          summary: 'Show no picture any more',
          response: { 200: Instance, '4xx': Problem },
        },
      },
      ({ session }) => parlor.changePicture(session, null),
    )

    app.get(
      '/overview',
      {
        preHandler,
        schema: {
          summary: 'How the server is',
          response: { 200: OverviewWithFiles, '4xx': Problem },
        },
      },
      async ({ session }) => {
        const overview = await parlor.overview(session)
        return { ...overview, files: (await parlor.fileSpace(session)).all }
      },
    )

    app.get(
      '/audit',
      {
        schema: {
          summary: 'What people did who have a say over others, the newest first',
          querystring: AuditQuery,
          response: { 200: AuditPage, '4xx': Problem },
        },
      },
      ({ session, query }) => parlor.audit(session, query),
    )
  }
}

/** What admins do with accounts. */
export function people(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    const preHandler = app.limit('administer')

    app.get(
      '/people',
      {
        preHandler,
        schema: {
          summary: 'All accounts, or those with something in their names',
          querystring: PeopleQuery,
          response: { 200: PeoplePage, '4xx': Problem },
        },
      },
      ({ session, query }) => parlor.people(session, query),
    )

    app.patch(
      '/people/:id',
      {
        preHandler,
        schema: {
          summary: 'Change what somebody is, shut their account or open it',
          params: PersonParams,
          body: PersonChange,
          response: changed,
        },
      },
      async ({ session, params, body }) => ({
        person: await parlor.changePerson(session, { ...body, personId: params.id }),
      }),
    )

    app.put(
      '/people/:id/ban',
      {
        preHandler,
        schema: {
          summary: 'Keep somebody out, for a while or for good',
          params: PersonParams,
          body: InstanceBan,
          response: changed,
        },
      },
      async ({ session, params, body }) => ({
        person: await parlor.banPerson(session, { ...body, personId: params.id }),
      }),
    )

    app.delete(
      '/people/:id/ban',
      {
        preHandler,
        schema: { summary: 'Let somebody in again', params: PersonParams, response: changed },
      },
      async ({ session, params }) => ({
        person: await parlor.unbanPerson(session, { personId: params.id }),
      }),
    )

    app.post(
      '/people/:id/password-resets',
      {
        preHandler,
        schema: {
          summary: 'A link by which somebody sets a new password, once and within an hour',
          params: PersonParams,
          response: { 201: Type.Object({ url: Type.String() }), '4xx': Problem },
        },
      },
      async ({ session, params, site }, reply) => {
        const code = await parlor.offerReset(session, params.id)
        // After the #, so that no server and no proxy writes it down.
        return reply.code(201).send({ url: addressAt(site, `reset#${code}`) })
      },
    )

    app.post(
      '/people/:id/message-deletions',
      {
        preHandler,
        schema: {
          summary: 'Delete what somebody wrote in a span of time',
          description:
            'In all open rooms, which is for admins; or in one room, for those who moderate it, too.',
          params: PersonParams,
          body: MessageSpan,
          response: { 200: Type.Object({ deleted: Type.Integer() }), '4xx': Problem },
        },
      },
      async ({ session, params, body }) => ({
        deleted: await parlor.deleteMessagesOf(session, { ...body, personId: params.id }),
      }),
    )
  }
}

/** How people ask those with a say to look at a message, and what these do about it. */
export function reports(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    const listed = { 200: ReportPage, '4xx': Problem }

    app.post(
      '/rooms/:id/messages/:messageId/reports',
      {
        preHandler: app.limit('report'),
        schema: {
          summary: 'Report a message',
          params: MessageParams,
          body: NewReport,
          response: {
            201: Type.Object({ report: Type.Object({ id: Type.String() }) }),
            '4xx': Problem,
          },
        },
      },
      async ({ session, params: { id, messageId }, body }, reply) => {
        const report = await parlor.reportMessage(session, { ...body, roomId: id, messageId })
        return reply.code(201).send({ report })
      },
    )

    app.get(
      '/reports',
      {
        preHandler: app.limit('administer'),
        schema: { summary: 'Reports, for admins', querystring: ReportsQuery, response: listed },
      },
      ({ session, query }) => parlor.reports(session, query),
    )

    app.get(
      '/rooms/:id/reports',
      {
        preHandler: app.limit('administer'),
        schema: {
          summary: 'Reports of messages in a room, for those who moderate it',
          params: RoomParams,
          querystring: ReportsQuery,
          response: listed,
        },
      },
      ({ session, params, query }) => parlor.reportsOfRoom(session, params.id, query),
    )

    app.patch(
      '/reports/:id',
      {
        preHandler: app.limit('administer'),
        schema: {
          summary: 'Say what became of a report',
          params: ReportParams,
          body: ReportChange,
          response: { 204: Type.Null(), '4xx': Problem },
        },
      },
      async ({ session, params, body }, reply) => {
        await parlor.handleReport(session, { reportId: params.id, state: body.state })
        return reply.code(204).send(null)
      },
    )
  }
}

/** Given up at a piece that is too much, the request would be destroyed, and its answer never read. */
async function* upTo(most: number, bytes: Readable): AsyncGenerator<Uint8Array> {
  let length = 0
  for await (const piece of bytes.iterator({ destroyOnReturn: false })) {
    length += piece.length
    if (length > most) throw new Refusal('too_large')
    yield piece
  }
}
