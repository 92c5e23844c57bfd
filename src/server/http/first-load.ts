import type { FastifyRequest } from 'fastify'
import type { FirstLoad } from '../../protocol/first-load.ts'
import { firstLoadId } from '../../protocol/limits.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Parlor } from '../domain/parlor.ts'
import { tokenOf } from './who.ts'

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
  try {
    const session = await parlor.sessionOf(tokenOf(request))
    const { id, username } = session.actor
    const rooms = await parlor.rooms(session)
    return {
      session: { user: { id, username }, room: await parlor.whereabouts(session) },
      list: rooms ? { rooms: rooms.value, etag: `"${rooms.version}"` } : null,
    }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_logged_in') {
      return { session: null, list: null }
    }
    throw error
  }
}
