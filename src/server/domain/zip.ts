import { crc32 } from 'node:zlib'

/** A file of an archive. @property changedAt ms since 1970 */
export interface Entry {
  name: string
  changedAt: number
  bytes: AsyncIterable<Uint8Array>
}

/** Bits 3 and 11: sizes follow on the bytes, and names are UTF-8. */
const flags = 0x0808
/** What is larger stands in a field of its own (ZIP64). */
const most32 = 0xffffffff
const most16 = 0xffff

interface Written {
  name: Buffer
  time: number
  crc: number
  size: number
  offset: number
}

/**
 * An archive of these files as they come, not compressed: what people send mostly is already (PKWARE,
 * APPNOTE.TXT 6.3.10, with ZIP64 where offsets need it). No file may be larger than 4 GB.
 */
export async function* zip(entries: AsyncIterable<Entry>): AsyncGenerator<Uint8Array> {
  const written: Written[] = []
  let at = 0
  for await (const { name: text, changedAt, bytes } of entries) {
    const name = Buffer.from(text)
    const entry = { name, time: dosTime(changedAt), crc: 0, size: 0, offset: at }
    const head = Buffer.concat([localHeader(entry), name])
    yield head
    for await (const piece of bytes) {
      entry.crc = crc32(piece, entry.crc)
      entry.size += piece.length
      yield piece
    }
    yield numbers([4, 0x08074b50], [4, entry.crc], [4, entry.size], [4, entry.size])
    at += head.length + entry.size + 16
    written.push(entry)
  }
  const directory = Buffer.concat(written.map(directoryEntry))
  yield directory
  yield theEnd({ count: written.length, size: directory.length, offset: at })
}

function localHeader({ name, time }: Written): Buffer {
  return numbers(
    ...([
      [4, 0x04034b50],
      [2, 20],
      [2, flags],
      [2, 0],
      [4, time],
      [4, 0],
      [4, 0],
      [4, 0],
    ] as const),
    ...([
      [2, name.length],
      [2, 0],
    ] as const),
  )
}

function directoryEntry({ name, time, crc, size, offset }: Written): Buffer {
  const isFar = offset >= most32
  const extra = isFar ? numbers([2, 1], [2, 8], [8, offset]) : Buffer.alloc(0)
  const fixed = numbers(
    ...([
      [4, 0x02014b50],
      [2, isFar ? 45 : 20],
      [2, isFar ? 45 : 20],
      [2, flags],
      [2, 0],
    ] as const),
    ...([
      [4, time],
      [4, crc],
      [4, size],
      [4, size],
      [2, name.length],
      [2, extra.length],
    ] as const),
    ...([
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, isFar ? most32 : offset],
    ] as const),
  )
  return Buffer.concat([fixed, name, extra])
}

function theEnd({ count, size, offset }: { count: number; size: number; offset: number }): Buffer {
  const isLarge = count >= most16 || offset + size >= most32
  const far = numbers(
    ...([
      [4, 0x06064b50],
      [8, 44],
      [2, 45],
      [2, 45],
      [4, 0],
      [4, 0],
    ] as const),
    ...([
      [8, count],
      [8, count],
      [8, size],
      [8, offset],
    ] as const),
    ...([
      [4, 0x07064b50],
      [4, 0],
      [8, offset + size],
      [4, 1],
    ] as const),
  )
  const [few, small, near] = [
    Math.min(count, most16),
    Math.min(size, most32),
    Math.min(offset, most32),
  ]
  const end = numbers(
    ...([
      [4, 0x06054b50],
      [2, 0],
      [2, 0],
      [2, few],
      [2, few],
      [4, small],
      [4, near],
      [2, 0],
    ] as const),
  )
  return isLarge ? Buffer.concat([far, end]) : end
}

/** Little-endian numbers, each of so many bytes. */
function numbers(...fields: (readonly [2 | 4 | 8, number])[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0))
  let at = 0
  for (const [bytes, value] of fields) {
    if (bytes === 8) buffer.writeBigUInt64LE(BigInt(value), at)
    else buffer.writeUIntLE(value, at, bytes)
    at += bytes
  }
  return buffer
}

/** Date and time of MS-DOS, in UTC: of the two halves, the time stands first. */
function dosTime(ms: number): number {
  const at = new Date(ms)
  const year = Math.max(0, at.getUTCFullYear() - 1980)
  const date = (year << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1)
  return date * 0x10000 + time
}
