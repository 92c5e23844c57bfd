import { Agent, request } from 'node:https'
import type { LookupFunction } from 'node:net'
import { NotPublic, publicOnly, refusePrivate } from './public-address.ts'

/** What a push service said, or that it said nothing. */
export type Reply =
  | { kind: 'answered'; status: number; retryAfter: number | undefined }
  /** It is nowhere that anything is sent to. */
  | { kind: 'refused' }
  | { kind: 'silent' }

/** What tests put in place of the internet. */
export interface Internet {
  lookup?: LookupFunction
  /** Whom to believe that they are who they say. */
  ca?: string
  /** Whether an address may be sent to: none of a private network, unless tests say otherwise. */
  mayReach?: (address: string) => boolean
}

/** How long a push service may take over one message, wherever it leads; ms. */
const usually = 10_000
/** More bytes of an answer are not read. */
const mostBytes = 16 * 1024
const mostRedirects = 3

export type Post = ReturnType<typeof createPost>

/** Sends to push services, over one connection to each at the most. */
export function createPost({ lookup, ca, mayReach }: Internet = {}, patience = usually) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, timeout: 60_000, ...(ca && { ca }) })
  const checked = publicOnly(lookup, mayReach)

  async function post(
    address: string,
    message: { headers: Record<string, string>; body: Buffer },
    signal: AbortSignal,
    redirects = 0,
  ): Promise<Reply> {
    let url: URL
    try {
      url = refusePrivate(address, mayReach)
    } catch {
      return { kind: 'refused' }
    }
    const answer = await send(url, message, signal)
    if (answer.kind !== 'moved') return answer
    if (redirects === mostRedirects || !URL.canParse(answer.to, url.href))
      return { kind: 'refused' }
    return post(new URL(answer.to, url).href, message, signal, redirects + 1)
  }

  function send(
    url: URL,
    { headers, body }: { headers: Record<string, string>; body: Buffer },
    signal: AbortSignal,
  ): Promise<Reply | { kind: 'moved'; to: string }> {
    return new Promise((resolve) => {
      const sent = request(url, {
        method: 'POST',
        agent,
        lookup: checked,
        signal,
        headers: { ...headers, 'content-length': body.length },
      })
      sent.on('error', (error) =>
        resolve({ kind: error instanceof NotPublic ? 'refused' : 'silent' }),
      )
      sent.on('response', (response) => {
        const { statusCode: status = 0, headers: said } = response
        let bytes = 0
        response.on('data', (part: Buffer) => {
          bytes += part.length
          if (bytes > mostBytes) response.destroy()
        })
        response.on('error', () => {})
        response.on('close', () => {
          const isMoved = [301, 302, 307, 308].includes(status) && said.location !== undefined
          if (isMoved) resolve({ kind: 'moved', to: said.location ?? '' })
          else resolve({ kind: 'answered', status, retryAfter: waitOf(said['retry-after']) })
        })
      })
      sent.end(body)
    })
  }

  return {
    post: (
      address: string,
      message: { headers: Record<string, string>; body: Buffer },
      signal: AbortSignal,
    ) => post(address, message, AbortSignal.any([signal, AbortSignal.timeout(patience)])),
    close: () => agent.destroy(),
  }
}

/** `Retry-After` in ms: it says seconds, or a date (RFC 9110, 10.2.3). */
function waitOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined
}
