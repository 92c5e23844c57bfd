import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { AccountChange, NewAccount, NewPassword, User } from '../../protocol/people.ts'
import { Problem } from '../../protocol/problem-details.ts'
import type { Parlor } from '../domain/parlor.ts'
import {
  originOf,
  setCookies,
  setDeviceCookie,
  setSessionCookie,
} from './plumbing/authentication.ts'

/** What needs no session: a new account, and a link that sets a new password. */
export function accounts(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/accounts',
      {
        preHandler: app.limit('signUp'),
        schema: {
          summary: 'Create an account and log in',
          body: NewAccount,
          response: { 201: Type.Object({ user: User }), '4xx': Problem },
        },
      },
      async (request, reply) => {
        const entered = await parlor.signUp(request.body, originOf(request))
        return setCookies(request, reply, entered).code(201).send({ user: entered.user })
      },
    )

    app.post(
      '/password-resets/:code',
      {
        preHandler: app.limit('resetPassword'),
        schema: {
          summary: 'Set a new password by a link that the operator gave; ends all sessions',
          params: Type.Object({ code: Type.String({ pattern: '^[0-9A-Za-z_-]{1,64}$' }) }),
          body: NewPassword,
          response: { 204: Type.Null(), '4xx': Problem },
        },
      },
      async (request, reply) => {
        const { params, body } = request
        const origin = originOf(request)
        const { deviceToken } = await parlor.resetPassword(params.code, body.password, origin)
        return setDeviceCookie(request, reply, deviceToken).code(204).send(null)
      },
    )
  }
}

export function me(parlor: Parlor): FastifyPluginAsyncTypebox {
  return async (app) => {
    const renaming = app.limit('rename')
    app.patch(
      '/me',
      {
        preHandler: app.limit('changeAccount'),
        schema: {
          summary: 'Change one’s name or password; a new password ends one’s other sessions',
          body: AccountChange,
          response: { 200: Type.Object({ user: User }), '4xx': Problem },
        },
      },
      async (request, reply) => {
        const { session, body } = request
        if (body.username !== undefined) for (const count of renaming) await count(request)
        const { user, token } = await parlor.changeAccount(session, body, originOf(request))
        if (token !== undefined) setSessionCookie(request, reply, token)
        return reply.send({ user })
      },
    )
  }
}
