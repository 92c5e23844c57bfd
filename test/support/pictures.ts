import { randomFillSync } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'

/** Bytes that are nothing in particular. */
export function bytesOfLength(length: number): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(length)
  randomFillSync(bytes)
  // No magic number of any kind begins like this, and no text.
  bytes.fill(1, 0, 16)
  return bytes
}

/** A PNG that says it has so many pixels, all black; it packs to next to nothing. */
export function hugeEmptyPng(width: number, height: number): Buffer<ArrayBuffer> {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.writeUInt8(1, 8)
  const rows = deflateSync(Buffer.alloc(1 + Math.ceil(width / 8)))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const pieces = [pieceOf('IHDR', header), pieceOf('IDAT', rows), pieceOf('IEND', Buffer.alloc(0))]
  return Buffer.concat([signature, ...pieces])
}

function pieceOf(name: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const named = Buffer.concat([Buffer.from(name), content])
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
