import { longestNewsCursor } from '../../../protocol/news.ts'
import type { Parlor } from '../../domain/parlor.ts'
import { countFast, type FastPath, send, tokenIn } from './fast-answers.ts'
import type { Site, SiteOf } from './site.ts'
import { countUnderWay, isFull } from './under-way.ts'

const path = { start: '/api/me/news?after=', ofMine: '&of=mine' }

/**
 * Answers from memory what has changed for somebody in few rooms: with rooms of a hundred people, each
 * message has a hundred windows ask for it. As for polls, whatever is not the good case is left to the
 * route (docs/decisions/004).
 */
export function createNewsFastPath(parlor: Parlor, siteOf: SiteOf, rateLimits: boolean): FastPath {
  return (request, response) => {
    const { url = '', socket } = request
    if (!url.startsWith(path.start)) return false
    if (request.method !== 'GET' || request.httpVersionMinor !== 1) return false
    const site: Site = siteOf(request)
    if (site.standing !== 'served') return false
    const token = tokenIn(request.headers.cookie, site)
    if (token === undefined) return false
    const isOfMine = url.endsWith(path.ofMine)
    const after = url.slice(path.start.length, isOfMine ? -path.ofMine.length : undefined)
    // Longer than any that was given: the route refuses it.
    if (after.length > longestNewsCursor) return false
    const found = parlor.newsInMemory(token, after, isOfMine ? 'mine' : 'all')
    if (!found || !countFast(found.session.person, rateLimits)) return false
    const { person } = found.session
    if (rateLimits && isFull(person)) return false
    send(request, response, site, found.body)
    // Mostly the system takes an answer at once.
    if (socket.writableLength > 0) countUnderWay(person, response)
    return true
  }
}
