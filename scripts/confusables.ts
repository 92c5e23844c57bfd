import { readFileSync, writeFileSync } from 'node:fs'

/**
 * Writes src/server/domain/confusables.json anew: which characters look like which (Unicode's UTS #39),
 * as the ICU inside of this Node.js has it. To be run after each change of Node.js:
 *
 *     node scripts/confusables.ts
 *
 * ICU keeps the table in a file of its own, confusables.cfu: a head of 24 numbers of four bytes, then
 * keys (a code point, and in the highest byte how many characters it looks like, less one), values (a
 * character, or where in the text they begin) and that text, in UTF-16.
 */
const magic = 0x3845fdef
const format = 2
const target = new URL('../src/server/domain/confusables.json', import.meta.url)

const program = readFileSync(process.execPath)
const table = readTable(findTable(program))
const byLook = Map.groupBy(table, ([_, look]) => look)
const lines = [...byLook]
  .map(([look, pairs]) => [hex(look), pairs.map(([point]) => hex(point)).join(' ')])
  .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
const data = { unicode: process.versions.unicode, sourcesByLook: Object.fromEntries(lines) }
writeFileSync(target, `${JSON.stringify(data, null, 2)}\n`)
console.log(`${table.length} characters, Unicode ${process.versions.unicode}`)

function findTable(bytes: Buffer): Buffer {
  const sign = Buffer.alloc(8)
  sign.writeUInt32LE(magic)
  sign.writeUInt8(format, 4)
  const at = bytes.indexOf(sign)
  if (at === -1) throw new Error('This Node.js has no table of confusables in this format.')
  return bytes.subarray(at)
}

function readTable(bytes: Buffer): [string, string][] {
  const head = (n: number) => bytes.readInt32LE(n * 4)
  const [keys, count, values, text] = [head(3), head(4), head(5), head(7)]
  return Array.from({ length: count }, (_, i) => {
    const key = bytes.readUInt32LE(keys + 4 * i)
    const value = bytes.readUInt16LE(values + 2 * i)
    const length = (key >>> 24) + 1
    const start = text + 2 * value
    const look =
      length === 1
        ? String.fromCharCode(value)
        : bytes.toString('utf16le', start, start + 2 * length)
    return [String.fromCodePoint(key & 0xff_ff_ff), look]
  })
}

function hex(text: string): string {
  return Array.from(text, (point) => point.codePointAt(0)?.toString(16)).join('+')
}
