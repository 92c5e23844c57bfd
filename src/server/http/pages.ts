import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import helmet from '@fastify/helmet'
import statics from '@fastify/static'
import type { FastifyPluginAsync, RouteHandlerMethod } from 'fastify'
import type { Config } from '../config.ts'
import type { Parlor } from '../domain/parlor.ts'
import { createFirstLoad } from './first-load.ts'
import { completePage } from './plumbing/base-path.ts'

/** A year: the name of an asset changes with what is in it. */
const assetMaxAge = 365 * 24 * 60 * 60 * 1000
/** What no page of ours asks for, and so nothing that got into one may have. */
const permissions = [
  ...['accelerometer', 'browsing-topics', 'camera', 'display-capture', 'geolocation'],
  ...['gyroscope', 'hid', 'magnetometer', 'midi', 'payment', 'screen-wake-lock'],
  ...['serial', 'usb', 'xr-spatial-tracking'],
]
  .map((feature) => `${feature}=()`)
  // For voice messages, once somebody presses the button for them and the browser has asked.
  .concat('microphone=(self)')
  .join(', ')
/** The addresses at which the client shows a page; others get it too, with a 404. */
export const pageRoutes = [
  ...['/', '/rooms', '/rooms/:id', '/for-you', '/share', '/last', '/last/:place'],
  ...['/reset', '/invite/:code', '/admin', '/admin/:part'],
]

/** The web client, as it was built into `webRoot`. */
export function pages({ webRoot: root, basePath }: Config, parlor: Parlor): FastifyPluginAsync {
  return async (app) => {
    await app.register(helmet, {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          // `blob:` is what somebody is about to send, and only their own page can make it.
          imgSrc: ["'self'", 'data:', 'blob:'],
          mediaSrc: ["'self'", 'blob:'],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          // Text becomes neither markup nor script: where browsers can, they refuse it themselves.
          requireTrustedTypesFor: ["'script'"],
          trustedTypes: ['default'],
        },
      },
      strictTransportSecurity: false,
      xFrameOptions: { action: 'deny' },
      referrerPolicy: { policy: 'same-origin' },
    })
    app.addHook('onRequest', async (_request, reply) => {
      reply.header('permissions-policy', permissions)
    })
    if (!existsSync(join(root, 'index.html'))) {
      app.log.warn('The web client is not built (npm run build); only the API is served.')
      return
    }
    await app.register(statics, {
      root,
      wildcard: false,
      // Packed copies are chosen for whoever takes them; an address of their own would be a route for each.
      globIgnore: ['**/index.html*', '**/*.{br,gz}'],
      index: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders(reply, path) {
        const lasting = path.includes('/assets/')
        const cache = lasting ? `public, max-age=${assetMaxAge / 1000}, immutable` : 'no-cache'
        reply.header('cache-control', cache)
      },
    })
    const html = completePage(await readFile(join(root, 'index.html'), 'utf8'), basePath)
    // Nobody's names are in it: the service worker keeps it.
    const shell: RouteHandlerMethod = (_request, reply) =>
      reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(html)
    const withFirstLoad = createFirstLoad(html, parlor, app.limit('read'))
    const page: RouteHandlerMethod = async (request, reply) =>
      reply
        .header('cache-control', 'no-store')
        .type('text/html; charset=utf-8')
        .send(await withFirstLoad(request, reply))
    for (const url of pageRoutes) app.get(url, page)
    app.get('/index.html', shell)
    app.setNotFoundHandler({ preHandler: app.limit('page') }, (request, reply) =>
      shell.call(app, request, reply.code(404)),
    )
  }
}
