import { readSync } from 'node:fs'
import { endianness } from 'node:os'

/** What of a write-ahead log SQLite would take: it stops at the first frame that does not fit. */
export interface WalContent {
  pageSize: number
  /** Each version of the database's first page up to the last commit, in order. */
  firstPages: Buffer[]
}

const headerSize = 32
const frameHeaderSize = 24
/** What a log begins with, by the order of the bytes in which its checksums are made. */
const magic = { LE: 0x377f0682, BE: 0x377f0683 }

/**
 * Reads an open write-ahead log as SQLite's recovery does (https://sqlite.org/walformat.html): a frame
 * counts if its salts are the header's, and its checksum goes on from those before.
 * Undefined: SQLite takes nothing of it.
 */
export function readWal(file: number): WalContent | undefined {
  const header = bytesAt(file, 0, headerSize)
  const order = header && orderOf(header.readUInt32BE(0))
  if (!header || !order) return undefined
  const pageSize = header.readUInt32BE(8)
  if (pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) return undefined
  let sum = checksum(header.subarray(0, 24), order, [0, 0])
  if (!isAt(header, 24, sum)) return undefined

  const salts = header.subarray(16, 24)
  const firstPages: Buffer[] = []
  /** So many of them are part of what was committed. */
  let committed: number | undefined
  const size = frameHeaderSize + pageSize
  for (let at = headerSize; ; at += size) {
    const frame = bytesAt(file, at, size)
    if (!frame?.subarray(8, 16).equals(salts)) break
    const page = frame.subarray(frameHeaderSize)
    sum = checksum(page, order, checksum(frame.subarray(0, 8), order, sum))
    if (!isAt(frame, 16, sum)) break
    if (frame.readUInt32BE(0) === 1) firstPages.push(page)
    const isCommit = frame.readUInt32BE(4) !== 0
    if (isCommit) committed = firstPages.length
  }
  if (committed === undefined) return undefined
  return { pageSize, firstPages: firstPages.slice(0, committed) }
}

/** Undefined: the file ends before. */
export function bytesAt(file: number, at: number, length: number): Buffer | undefined {
  const bytes = Buffer.alloc(length)
  return readSync(file, bytes, 0, length, at) === length ? bytes : undefined
}

function orderOf(number: number): 'LE' | 'BE' | undefined {
  if (number === magic.LE) return 'LE'
  return number === magic.BE ? 'BE' : undefined
}

type Sum = readonly [number, number]

function checksum(bytes: Buffer, order: 'LE' | 'BE', [first, second]: Sum): Sum {
  // A copy: the words of an array must lie on even addresses.
  const copy = Uint8Array.from(bytes)
  if (order !== endianness()) Buffer.from(copy.buffer).swap32()
  const words = new Uint32Array(copy.buffer)
  let [a, b] = [first, second]
  for (let at = 0; at < words.length; at += 2) {
    a = (a + (words[at] ?? 0) + b) >>> 0
    b = (b + (words[at + 1] ?? 0) + a) >>> 0
  }
  return [a, b]
}

function isAt(bytes: Buffer, at: number, [a, b]: Sum): boolean {
  return bytes.readUInt32BE(at) === a && bytes.readUInt32BE(at + 4) === b
}
