import { type ChildProcess, spawn } from 'node:child_process'
import { setPriority } from 'node:os'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { invalid, Refusal } from '../protocol/refusal.ts'
import { createFairQueue } from './domain/fair-queue.ts'
import { chunkBytes, type Variant, variants } from './domain/file-variants.ts'
import type { Picture, Pictures } from './domain/pictures.ts'

/** What the process says of a picture; after it come the bytes of its parts. */
export type PictureReply =
  | { problem: 'broken_picture' }
  | { problem: 'too_many_pixels'; limit: number }
  | (Omit<Picture, 'size'> & { parts: { variant: Variant; length: number }[] })

/** How long a picture may take; ms. */
const patience = 30_000
/** Behind everything else that the machine has to do (`nice`). */
const lowPriority = 10
/** Letters that the process may need for its own code. */
const heap = '--max-old-space-size=64'

/** So many wait for the one before them. Each of one person's pictures may take as long as `patience`. */
const maxWaiting = 200
/** Seconds. */
const retryAfter = 10

/** `.ts` among the sources, `.js` in what was built of them. */
const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'))
const script = fileURLToPath(new URL(`./picture-process${extension}`, import.meta.url))

/**
 * Decodes pictures in processes of their own, one picture at a time: a picture that kills its decoder, or
 * keeps it busy for ever, is a picture that cannot be read, and nothing else. Whoever sends many waits for
 * themselves, and others for one of them.
 * @param onTrouble hears of decoders that could not be started or ended by themselves
 */
export function createPictures(onTrouble: (error: unknown) => void): Pictures {
  const queue = createFairQueue(
    1,
    maxWaiting,
    retryAfter,
    'Too many pictures are being read just now.',
  )
  let current: ChildProcess | undefined

  async function decode(
    bytes: AsyncIterable<Uint8Array>,
    keep: (variant: Variant, start: number, bytes: Buffer) => Promise<void>,
  ): Promise<Picture> {
    const child = spawn(process.execPath, [heap, script], {
      stdio: ['pipe', 'pipe', 'inherit'],
      // Nothing of ours is known to it: a decoder that is taken over finds no secrets.
      env: { NODE_ENV: 'production' },
    })
    current = child
    const started = new Promise<never>((_, reject) => void child.once('error', reject))
    const late = setTimeout(() => child.kill('SIGKILL'), patience)
    try {
      if (child.pid !== undefined) beModest(child.pid)
      const reply = await Promise.race([started, converse(child, bytes, keep)])
      return reply
    } finally {
      clearTimeout(late)
      child.kill('SIGKILL')
      current = undefined
    }
  }

  async function converse(
    { stdin, stdout }: { stdin: NodeJS.WritableStream; stdout: Readable },
    bytes: AsyncIterable<Uint8Array>,
    keep: (variant: Variant, start: number, bytes: Buffer) => Promise<void>,
  ): Promise<Picture> {
    // Should the process end meanwhile, that its answer is missing says more than that it takes no more.
    const told = pipeline(Readable.from(bytes, { objectMode: false }), stdin)
    told.catch(() => {})
    // A picture that its source refuses to go on with looks cut off to the process.
    const unlessRefused = () =>
      told.catch((error) => {
        if (error instanceof Refusal) throw error
      })
    const read = createReader(stdout)
    const length = await read(4)
    if (length.length < 4) {
      await unlessRefused()
      onTrouble(new Error('The decoder of pictures ended without an answer.'))
      throw invalid('file', 'broken_picture')
    }
    const reply: PictureReply = JSON.parse((await read(length.readUInt32LE())).toString())
    if ('problem' in reply) {
      await unlessRefused()
      throw reply.problem === 'too_many_pixels'
        ? invalid('file', 'too_many_pixels', reply.limit)
        : invalid('file', 'broken_picture')
    }
    const { parts, ...picture } = reply
    for (const part of parts) {
      for (let start = 0; start < part.length; start += chunkBytes) {
        const wanted = Math.min(chunkBytes, part.length - start)
        const chunk = await read(wanted)
        if (chunk.length < wanted) throw invalid('file', 'broken_picture')
        await keep(part.variant, start, chunk)
      }
    }
    const size = parts.find(({ variant }) => variant === variants.rewritten)?.length ?? 0
    return { ...picture, size }
  }

  return {
    async rewrite(asker, bytes, keep) {
      try {
        return await queue.run(asker, () => decode(bytes, keep))
      } catch (error) {
        if (error instanceof Refusal) throw error
        onTrouble(error)
        throw new Refusal('unavailable', { retryAfter: 1 })
      }
    },
    close: () => void current?.kill('SIGKILL'),
  }
}

function beModest(pid: number): void {
  try {
    setPriority(pid, lowPriority)
  } catch {
    // It has ended already, or this system knows no priorities.
  }
}

/** Reads so many bytes at a time; fewer if there are no more. */
function createReader(stream: Readable): (length: number) => Promise<Buffer> {
  const source: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  return async (length) => {
    const pieces: Buffer[] = [rest]
    let there = rest.length
    while (there < length) {
      const next = await source.next()
      if (next.done) break
      pieces.push(next.value)
      there += next.value.length
    }
    const all = Buffer.concat(pieces)
    rest = all.subarray(length)
    return all.subarray(0, length)
  }
}
