import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The key that it knows. */
export const keyOfStore = { id: 'TESTKEY', secret: 'test/secret+key' }

/**
 * As much of an S3-compatible store as Parlor asks for, after AWS's own description of it: objects of one bucket,
 * by path, with ranges. What is not signed (Signature Version 4), or has no length, is refused as there.
 */
export class ObjectStore {
  /** What is kept, by the path under the bucket. */
  readonly objects = new Map<string, Buffer>()
  /** Answers everything with this status as long as it is set. */
  trouble: number | undefined
  /** Where it says that everything is, if anywhere else. */
  elsewhere: string | undefined
  /** How often it was asked for anything, by whomever. */
  asked = 0
  readonly #server: Server
  readonly #region: string

  constructor(region = 'us-east-1') {
    this.#region = region
    this.#server = createServer((request, response) => {
      void this.#answer(request).then(({ status, bytes = Buffer.alloc(0) }) => {
        const location = this.elsewhere && { location: this.elsewhere + request.url }
        response.writeHead(status, { 'content-length': bytes.length, ...location })
        response.end(bytes)
      })
    })
  }

  /** @returns the address of its bucket */
  async start(): Promise<string> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening))
    const { port } = this.#server.address() as AddressInfo
    return `http://127.0.0.1:${port}/bucket`
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((closed) => this.#server.close(closed))
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; bytes?: Buffer }> {
    this.asked += 1
    const pieces: Buffer[] = []
    try {
      for await (const piece of request) pieces.push(piece)
    } catch {
      // Broken off: of it nothing is kept.
      return { status: 400 }
    }
    const bytes = Buffer.concat(pieces)
    if (this.trouble !== undefined) return { status: this.trouble }
    if (this.elsewhere !== undefined) return { status: 307 }
    if (!this.#isSigned(request)) return refusal(403, 'SignatureDoesNotMatch')
    const name = /^\/bucket\/(.+)$/.exec(request.url ?? '')?.[1]
    if (name === undefined) return refusal(404, 'NoSuchBucket')
    const there = this.objects.get(name)
    switch (request.method) {
      case 'PUT':
        if (request.headers['content-length'] === undefined) {
          return refusal(411, 'MissingContentLength')
        }
        this.objects.set(name, bytes)
        return { status: 200 }
      case 'DELETE':
        // AWS answers 204 also if there was nothing, others do not.
        return this.objects.delete(name) ? { status: 204 } : refusal(404, 'NoSuchKey')
      case 'GET': {
        if (!there) return refusal(404, 'NoSuchKey')
        const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? []
        if (from === undefined) return { status: 200, bytes: there }
        return { status: 206, bytes: there.subarray(Number(from), Number(to) + 1) }
      }
      default:
        return refusal(405, 'MethodNotAllowed')
    }
  }

  #isSigned({ method, url = '', headers }: IncomingMessage): boolean {
    const parts = /^AWS4-HMAC-SHA256 Credential=(.+), SignedHeaders=(.+), Signature=(.+)$/.exec(
      headers.authorization ?? '',
    )
    const [, credential = '', names = '', signature = ''] = parts ?? []
    const [id, day = '', ...scope] = credential.split('/')
    const expected = [this.#region, 's3', 'aws4_request']
    const date = String(headers['x-amz-date'])
    if (id !== keyOfStore.id || scope.join() !== expected.join() || !date.startsWith(day)) {
      return false
    }
    const isSigned = (name: string) => names.split(';').includes(name)
    if (!['host', 'x-amz-date', 'x-amz-content-sha256'].every(isSigned)) return false
    const lines = names.split(';').map((name) => `${name}:${headers[name]}\n`)
    const [path, query = ''] = url.split('?')
    const canonical = [method, path, query, lines.join(''), names, headers['x-amz-content-sha256']]
    const hash = createHash('sha256').update(canonical.join('\n')).digest('hex')
    const toSign = ['AWS4-HMAC-SHA256', date, [day, ...expected].join('/'), hash].join('\n')
    const key = [day, ...expected].reduce<string | Buffer>(hmac, `AWS4${keyOfStore.secret}`)
    const wanted = hmac(key, toSign)
    const given = Buffer.from(signature, 'hex')
    return given.length === wanted.length && timingSafeEqual(given, wanted)
  }
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function refusal(status: number, code: string): { status: number; bytes: Buffer } {
  return { status, bytes: Buffer.from(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`) }
}
