import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { NewAccount, User } from '../../protocol/people.ts'
import { Problem } from '../../protocol/problem-details.ts'
import type { Parlor } from '../domain/parlor.ts'
import { setSessionCookie, userAgentOf } from './who.ts'

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
        const { user, token } = await parlor.signUp(request.body, userAgentOf(request))
        return setSessionCookie(request, reply, token).code(201).send({ user })
      },
    )
  }
}
