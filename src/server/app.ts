import cookie from '@fastify/cookie'
import swagger from '@fastify/swagger'
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyPluginAsync,
  LogController,
  type RouteOptions,
} from 'fastify'
import type { Logger } from 'pino'
import { bounds } from '../protocol/limits.ts'
import type { Config } from './config.ts'
import { isOutage } from './database/errors.ts'
import type { Parlor } from './domain/parlor.ts'
import type { NoteEvent } from './domain/security-events.ts'
import { accounts, me } from './http/accounts.ts'
import { administration, people, reports } from './http/admins.ts'
import { changes } from './http/changes.ts'
import { files } from './http/files.ts'
import { forYou } from './http/for-you.ts'
import { instance } from './http/instance.ts'
import { inviteLinks, invites } from './http/invites.ts'
import { members, moderation } from './http/members.ts'
import { messages } from './http/messages.ts'
import { news } from './http/news.ts'
import { ownAccount } from './http/own-account.ts'
import { pages } from './http/pages.ts'
import { pins } from './http/pins.ts'
import { requireSession } from './http/plumbing/authentication.ts'
import { leadToBase, takeOffBase } from './http/plumbing/base-path.ts'
import { acceptOnlyJson } from './http/plumbing/body.ts'
import { createEveryAnswer } from './http/plumbing/every-answer.ts'
import { createHint, type Hint } from './http/plumbing/hints.ts'
import { createNewsFastPath } from './http/plumbing/news-fast-path.ts'
import { createRefuseAddress, serveOurNamesOnly } from './http/plumbing/our-names.ts'
import { createPollFastPath } from './http/plumbing/poll-fast-path.ts'
import { apiHeaders, mapErrors, refuseUnknown } from './http/plumbing/problems.ts'
import { registerRateLimits } from './http/plumbing/rate-limits.ts'
import { refuseOtherSites } from './http/plumbing/same-site.ts'
import { serializeBySchema } from './http/plumbing/serialization.ts'
import { createHttpServer } from './http/plumbing/server.ts'
import { createSiteOf } from './http/plumbing/site.ts'
import { boundUnderWay } from './http/plumbing/under-way.ts'
import { createAnswerUnreadable } from './http/plumbing/unreadable.ts'
import { validateBySchema } from './http/plumbing/validation.ts'
import { presence } from './http/presence.ts'
import { push } from './http/push.ts'
import { reactions } from './http/reactions.ts'
import { rooms } from './http/rooms.ts'
import { search } from './http/search.ts'
import { logIn, sessions } from './http/sessions.ts'
import { uploads } from './http/uploads.ts'

export interface AppDeps {
  config: Config
  parlor: Parlor
  logger: Logger
  /** Takes down what was refused. */
  note: NoteEvent
  /** ms since 1970 */
  clock(): number
}

/** Parlor over HTTP: `/api` for clients, everything else for people with a browser. */
export async function createApp(deps: AppDeps): Promise<FastifyInstance> {
  const { config, parlor, logger, note, clock } = deps
  const siteOf = createSiteOf(config)
  const everyAnswer = createEveryAnswer(siteOf)
  const hint = createHint(logger, Date.now)
  const app: FastifyInstance = fastify({
    loggerInstance: logger as FastifyBaseLogger,
    // A line for each of ten thousand polls a second would cost more than the polls.
    logController: new LogController({ disableRequestLogging: true }),
    // Nor is there any other line of a request that a number of its own would join it to.
    childLoggerFactory: (common) => common,
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    bodyLimit: bounds.bodyBytes,
    serverFactory: (handler) => {
      const pollFast = createPollFastPath(parlor, siteOf, config.rateLimits)
      const tellFast = createNewsFastPath(parlor, siteOf, config.rateLimits)
      return createHttpServer(
        (request, response) => {
          const isBare = takeOffBase(request, config.basePath) === 'bare'
          // Once the server is closing, Fastify tells everyone so.
          const isOpen = app.server.listening
          if (isOpen && (pollFast(request, response) || tellFast(request, response))) return
          everyAnswer.prepare(request, response)
          if (isBare) leadToBase(request, response, config.basePath)
          else handler(request, response)
        },
        {
          crowd: config.rateLimits ? { trustedProxies: config.trustedProxies } : undefined,
          everyAnswer,
        },
      )
    },
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 256 },
    schemaController: { compilersFactory: { buildSerializer: serializeBySchema } },
    frameworkErrors: createRefuseAddress(siteOf, hint),
    clientErrorHandler: createAnswerUnreadable(config.basePath, everyAnswer),
  })
  mapErrors(app, isOutage, note)
  await registerRateLimits(app, config.rateLimits, clock)
  serveOurNamesOnly(app, siteOf, hint)
  await app.register(cookie)
  await app.register(api(config, parlor, hint), { prefix: '/api' })
  await app.register(pages(config, parlor))
  return app
}

function api(config: Config, parlor: Parlor, hint: Hint): FastifyPluginAsync {
  return async (app) => {
    validateBySchema(app)
    acceptOnlyJson(app)
    refuseOtherSites(app, hint)
    app.addHook('onSend', (_request, reply, _payload, done) => {
      reply.headers(apiHeaders)
      done()
    })
    refuseUnknown(app)
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: { title: 'Parlor', version: '1' },
        servers: [{ url: config.basePath || '/' }],
      },
    })
    app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
    app.addHook('onRoute', refuseHidden)
    await app.register(accounts(parlor))
    await app.register(instance(parlor))
    await app.register(inviteLinks(parlor))
    await app.register(logIn(parlor))
    await app.register(forThoseLoggedIn(config, parlor))
  }
}

/** What the document does not know is asked by no test of who may see what. */
function refuseHidden({ method, url, schema }: RouteOptions): void {
  if (schema?.hide) throw new Error(`${method} ${url} has to be in the document.`)
}

function forThoseLoggedIn(config: Config, parlor: Parlor): FastifyPluginAsync {
  return async (app) => {
    requireSession(app, parlor)
    boundUnderWay(app, config.rateLimits)
    await app.register(sessions(parlor))
    await app.register(me(parlor))
    await app.register(rooms(parlor))
    await app.register(news(parlor))
    await app.register(presence(parlor))
    await app.register(members(parlor))
    await app.register(moderation(parlor))
    await app.register(push(parlor))
    await app.register(forYou(parlor))
    await app.register(messages(parlor))
    await app.register(reactions(parlor))
    await app.register(files(parlor))
    await app.register(pins(parlor))
    await app.register(uploads(parlor))
    await app.register(changes(parlor))
    await app.register(search(parlor))
    await app.register(administration(parlor))
    await app.register(invites(parlor))
    await app.register(people(parlor))
    await app.register(reports(parlor))
    await app.register(ownAccount(parlor))
  }
}
