import type { IncomingMessage, ServerResponse } from 'node:http'
import { newsHeader } from '../../../protocol/news-header.ts'
import type { LivePerson } from '../../domain/live/live-person.ts'
import { secureHeaders } from './every-answer.ts'
import { apiHeaders } from './problems.ts'
import type { Site } from './site.ts'

// What is answered before Fastify sees it: see docs/decisions/004.

/** Answers a request if it can do so at once; false: it has done nothing. */
export type FastPath = (request: IncomingMessage, response: ServerResponse) => boolean

const { 'content-security-policy': policy, ...always } = apiHeaders
const forScripts = listOf({ 'content-type': 'application/json', ...always })
const forPages = [...forScripts, 'content-security-policy', policy]
const byHttps = listOf(secureHeaders)
const headers = {
  http: { forScripts, forPages },
  https: { forScripts: [...forScripts, ...byHttps], forPages: [...forPages, ...byHttps] },
}

/**
 * Answers to one person that are given here between two tidyings, which are two seconds apart: what
 * a hundred windows need. Those beyond go the long way, where they are counted and refused.
 */
const atMost = 200

/** Counts an answer that is to be given here. False: it is one too many. */
export function countFast(person: LivePerson, rateLimits: boolean): boolean {
  person.polls += 1
  return !rateLimits || person.polls <= atMost
}

/** @param news the value of `Parlor-News`. */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  { isSecure }: Site,
  body: string,
  news?: string,
): void {
  // HTTP/1.1 keeps a connection unless told otherwise, so nothing need be said about it.
  if (response.shouldKeepAlive) response.removeHeader('connection')
  const length = Buffer.byteLength(body)
  const { forScripts, forPages } = headers[isSecure ? 'https' : 'http']
  // No page can set this header. With this value the browser hands the answer to a script (W3C, Fetch
  // Metadata), so a policy for what is shown would only be a quarter of the bytes of most polls.
  const fitting = request.headers['sec-fetch-dest'] === 'empty' ? forScripts : forPages
  const all = [...fitting, 'content-length', `${length}`]
  if (news !== undefined) all.push(newsHeader, news)
  response.writeHead(200, all)
  // Text that is all ASCII is the same in Latin-1, which is written without a look at each letter.
  response.end(body, length === body.length ? 'latin1' : 'utf8')
}

/** A poll's answer with what is new in the person's other rooms, both JSON. */
export function withNews(body: string, news: string | undefined): string {
  return news === undefined ? body : `${body.slice(0, -1)},"news":${news}}`
}

/** The flat list is the quickest form that node:http takes. */
function listOf(headers: Record<string, string>): string[] {
  return Object.entries(headers).flat()
}

/** The session's token where the cookie stands as browsers write it; any other form is left to the route. */
export function tokenIn(cookies: string | undefined, site: Site): string | undefined {
  return cookieIn(cookies, site.cookie) ?? otherCookieIn(cookies, site.formerCookie)
}

/** The cookie's value where it stands as browsers write it; any other form is left to the route. */
function cookieIn(cookies: string | undefined, name: string): string | undefined {
  const at = cookies?.indexOf(`${name}=`) ?? -1
  if (cookies === undefined || at === -1) return undefined
  if (at > 0 && !cookies.startsWith('; ', at - 2)) return undefined
  const start = at + name.length + 1
  const end = cookies.indexOf(';', start)
  return end === -1 ? cookies.slice(start) : cookies.slice(start, end)
}

/** The one from before its name had a port in it, or else the first of another port. */
function otherCookieIn(cookies: string | undefined, name: string): string | undefined {
  const former = cookieIn(cookies, name)
  const at = former === undefined ? (cookies?.indexOf(`${name}-`) ?? -1) : -1
  if (cookies === undefined || at === -1) return former
  return cookieIn(cookies, cookies.slice(at, cookies.indexOf('=', at)))
}
