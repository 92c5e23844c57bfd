import type { FastifyRequest } from 'fastify'
import type { FirstLoad } from '../../protocol/first-load.ts'
import { firstLoadId } from '../../protocol/limits.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Parlor } from '../domain/parlor.ts'
import { findSession } from './who.ts'

/** The page with what its first view shows. If that cannot be had now, the page asks by itself. */
export async function withFirstLoad(
  html: string,
  parlor: Parlor,
  request: FastifyRequest,
): Promise<string> {
  const data = await firstLoad(parlor, request).catch(() => undefined)
  if (!data) return html
  // JSON may contain "</script>"; written like this it cannot end the element.
  const json = JSON.stringify(data).replaceAll('<', '\\u003c')
  const block = `<script type="application/json" id="${firstLoadId}">${json}</script>`
  return html.replace('</head>', () => `${block}</head>`)
}

async function firstLoad(parlor: Parlor, request: FastifyRequest): Promise<FirstLoad> {
  const arrival = arrivalOf(request)
  try {
    const session = await findSession(request, parlor)
    const { id, username } = session.actor
    const rooms = await parlor.rooms(session)
    return {
      arrival,
      session: { user: { id, username }, room: await parlor.whereabouts(session) },
      list: rooms ? { rooms: rooms.value, etag: `"${rooms.version}"` } : null,
    }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_logged_in') {
      return { arrival, session: null, list: null }
    }
    throw error
  }
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
