import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FirstLoad } from '../../protocol/first-load.ts'
import { firstLoadId } from '../../protocol/limits.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Parlor } from '../domain/parlor.ts'
import type { VersionedRooms } from '../domain/visiting.ts'
import { findSession } from './plumbing/authentication.ts'
import { oneByOne } from './plumbing/one-by-one.ts'

/**
 * Gives the page with what its first view shows. If that cannot be had now, the page asks by itself.
 * @param count the limits that it comes under for whoever is logged in: it is as much as a list of rooms.
 */
export function createFirstLoad(
  html: string,
  parlor: Parlor,
  count: readonly ((request: FastifyRequest) => Promise<void>)[],
): (request: FastifyRequest, reply: FastifyReply) => Promise<string> {
  return async (request, reply) => {
    const json = await firstLoad(request, reply).catch(() => undefined)
    if (json === undefined) return html
    // JSON may contain "</script>"; written like this it cannot end the element.
    const harmless = json.replaceAll('<', '\\u003c')
    const block = `<script type="application/json" id="${firstLoadId}">${harmless}</script>`
    return html.replace('</head>', () => `${block}</head>`)
  }

  async function firstLoad(request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const arrival = arrivalOf(request)
    const instance = await parlor.instance()
    try {
      const session = await findSession(request, parlor)
      request.session = session
      for (const each of count) await each(request)
      await oneByOne(session.person, reply.raw)
      const rooms = await parlor.rooms(session)
      const room = await parlor.whereabouts(session)
      const now = { ...(await parlor.sessionNow(session)), room }
      return jsonOf({ arrival, session: now, instance }, rooms)
    } catch (error) {
      if (error instanceof Refusal && error.code === 'not_logged_in') {
        return jsonOf({ arrival, session: null, instance })
      }
      throw error
    }
  }
}

/** `FirstLoad` in the protocol; the list of rooms is JSON already. */
function jsonOf(rest: Omit<FirstLoad, 'list'>, rooms?: VersionedRooms): string {
  const list = rooms ? `{"rooms":${rooms.json},"cursor":${JSON.stringify(rooms.cursor)}}` : 'null'
  return `${JSON.stringify(rest).slice(0, -1)},"list":${list}}`
}

function arrivalOf({ headers, site }: FastifyRequest): FirstLoad['arrival'] {
  const { 'sec-fetch-site': relation, referer } = headers
  // `none` is an address that was typed, or a bookmark; `same-site` may be anybody at another port.
  if (relation !== undefined) {
    return relation === 'same-origin' || relation === 'none' ? 'own' : 'foreign'
  }
  if (referer === undefined || !URL.canParse(referer)) return 'unknown'
  return new URL(referer).host === site.host ? 'own' : 'foreign'
}
