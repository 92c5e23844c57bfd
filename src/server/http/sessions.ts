import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { Credentials, SessionInfo, User } from '../../protocol/people.ts'
import { Problem } from '../../protocol/problem-details.ts'
import { SessionNow } from '../../protocol/session.ts'
import type { Parlor } from '../domain/parlor.ts'
import { clearSessionCookie, originOf, setCookies } from './plumbing/authentication.ts'

/** Logging in: the one thing about sessions that needs none. */
export function logIn(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/session',
      {
        preHandler: app.limit('logIn'),
        schema: {
          summary: 'Log in',
          body: Credentials,
          response: { 200: Type.Object({ user: User }), '4xx': Problem },
        },
      },
      async (request, reply) => {
        const entered = await parlor.logIn(request.body, originOf(request))
        return setCookies(request, reply, entered).send({ user: entered.user })
      },
    )
  }
}

/**
 * What a browser is told to forget at a log-out (W3C, Clear Site Data): copies of pages and answers.
 * Not `"storage"`, which would take that of other programs at this host and port as well, nor
 * `"cookies"`, which would reach all of the domain; the page empties its own storage by name.
 */
const forgotten = '"cache"'

export function sessions(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/session',
      {
        schema: {
          summary: 'Who is logged in, and in which room they are',
          response: {
            200: SessionNow,
            '4xx': Problem,
          },
        },
      },
      async ({ session }) => ({
        ...(await parlor.sessionNow(session)),
        room: await parlor.whereabouts(session),
      }),
    )

    app.delete(
      '/session',
      { schema: { summary: 'Log out', response: { 204: Type.Null(), '4xx': Problem } } },
      async (request, reply) => {
        await parlor.logOut(request.session, originOf(request))
        reply.header('clear-site-data', forgotten)
        return clearSessionCookie(request, reply).code(204).send(null)
      },
    )

    app.get(
      '/sessions',
      {
        schema: {
          summary: 'One’s own sessions, on all devices',
          response: { 200: Type.Object({ sessions: Type.Array(SessionInfo) }), '4xx': Problem },
        },
      },
      async ({ session }) => ({ sessions: await parlor.sessions(session) }),
    )

    app.delete(
      '/sessions/:id',
      {
        schema: {
          summary: 'End one of one’s own sessions',
          params: Type.Object({
            id: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
          }),
          response: { 204: Type.Null(), '4xx': Problem },
        },
      },
      async (request, reply) => {
        await parlor.endSession(request.session, request.params.id, originOf(request))
        return reply.code(204).send(null)
      },
    )

    app.delete(
      '/me/sessions',
      {
        schema: {
          summary: 'End all of one’s sessions but this one',
          response: { 204: Type.Null(), '4xx': Problem },
        },
      },
      async (request, reply) => {
        await parlor.endOtherSessions(request.session, originOf(request))
        return reply.code(204).send(null)
      },
    )
  }
}
