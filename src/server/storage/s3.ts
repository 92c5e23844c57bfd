import { AwsV4Signer } from 'aws4fetch'
import { Refusal } from '../../protocol/refusal.ts'
import { inChunks } from '../domain/file-chunks.ts'
import type { FileStore } from '../domain/file-store.ts'
import type { PlaceOfFiles } from './setting.ts'

export interface Bucket extends FileStore {
  /**
   * A store that does not answer may do so later.
   * @throws Error that names the setting, if the store refuses what it is asked for
   */
  check(): Promise<void>
}

/** What it may take until a store has begun to answer; ms. */
const patience = 20_000
/** The same, for what is sent there first. */
const patienceForFile = 10 * 60_000

interface Sending {
  headers?: Record<string, string>
  body?: AsyncIterable<Uint8Array>
  within?: number
}

/**
 * Files in a bucket of an S3-compatible store, each an object under its id. An object appears when all of it is
 * there. What is sent has a length, which the store checks, but no signature of its own: for that, TLS.
 */
export function s3Store(
  { url, region, keyId, secret }: Extract<PlaceOfFiles, { kind: 's3' }>,
  onTrouble: (error: unknown) => void,
): Bucket {
  async function send(method: string, name: string, sending: Sending = {}): Promise<Response> {
    const signer = new AwsV4Signer({
      ...{ method, url: `${url}/${name}`, headers: sending.headers ?? {} },
      ...{ service: 's3', region, accessKeyId: keyId, secretAccessKey: secret },
    })
    const signed = await signer.sign()
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), sending.within ?? patience)
    const asked = fetch(signed.url, {
      method,
      headers: signed.headers,
      // Whom it would lead to does not know this key.
      redirect: 'error',
      signal: late.signal,
      ...(sending.body && { body: streamOf(sending.body), duplex: 'half' }),
    })
    return asked.finally(() => clearTimeout(timer))
  }

  function put(
    name: string,
    size: number,
    body: AsyncIterable<Uint8Array>,
    within: number,
  ): Promise<Response> {
    const headers = { 'content-length': String(size), 'content-type': 'application/octet-stream' }
    return send('PUT', name, { headers, body, within })
  }

  /** @throws Refusal `unavailable` unless the store has done it, `file_not_found` if it has no such object */
  async function done(asked: Promise<Response>): Promise<Response> {
    try {
      const response = await asked
      if (response.ok) return response
      const reason = await whyNot(response)
      // Without a bucket nothing can be said of what is in it.
      if (reason === '404 NoSuchKey') throw new Refusal('file_not_found')
      throw new Error(`The store answers ${reason}.`)
    } catch (error) {
      if (error instanceof Refusal) throw error
      onTrouble(error)
      throw new Refusal('unavailable', { retryAfter: 1 })
    }
  }

  async function keep(
    fileId: string,
    size: number,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<void> {
    const response = await done(put(fileId, size, bytes, patienceForFile))
    await response.body?.cancel()
  }

  return {
    name: 's3',
    keep,

    async *read(fileId, from, to) {
      const range = { range: `bytes=${from}-${to - 1}` }
      const response = await done(send('GET', fileId, { headers: range }))
      if (response.status !== 206 || !response.body) {
        await response.body?.cancel()
        onTrouble(new Error('The store knows no ranges.'))
        throw new Refusal('unavailable', { retryAfter: 1 })
      }
      yield* inChunks(response.body)
    },

    async remove(fileId) {
      try {
        const response = await done(send('DELETE', fileId))
        await response.body?.cancel()
      } catch (error) {
        // Most stores find nothing wrong with that, and some do.
        if (error instanceof Refusal && error.code === 'file_not_found') return
        throw error
      }
    },

    async tidy() {
      // What was broken off was never there.
    },

    async check() {
      const probe = 'parlor-probe'
      for (const ask of [() => put(probe, 1, oneByte(), patience), () => send('DELETE', probe)]) {
        const response = await ask().catch(onTrouble)
        if (!response) return
        const reason = await whyNot(response)
        if (response.status >= 400 && response.status < 500) {
          throw new Error(
            `FILES: nothing can be kept at ${url}. See that the address, S3_REGION and the keys are right, and that they may write and delete there. (${reason})`,
          )
        }
        if (!response.ok) onTrouble(new Error(`The store answers ${reason}.`))
      }
    },
  }
}

/** One piece at a time, as it is asked for. */
function streamOf(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const pieces = bytes[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(stream) {
      const { value, done } = await pieces.next()
      if (done) stream.close()
      else stream.enqueue(value)
    },
    async cancel() {
      await pieces.return?.()
    },
  })
}

async function* oneByte(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(1)
}

/** What a store says of what it has refused: a status, and a code in XML. */
async function whyNot(response: Response): Promise<string> {
  const code = /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1]
  return code === undefined ? String(response.status) : `${response.status} ${code}`
}
