import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import Sqlite from 'better-sqlite3'

// The least that node:http can do for files: what comes goes into SQLite in the chunks that Parlor keeps,
// each of them durable before the next, and what is asked for is read from a file.
const [database = '', file = ''] = process.argv.slice(2)
const chunkBytes = 256 * 1024

const sqlite = new Sqlite(database)
sqlite.pragma('journal_mode = WAL')
sqlite.pragma('synchronous = FULL')
sqlite.exec(
  'create table chunk (file integer, start integer, bytes blob, primary key (file, start)) without rowid',
)
const insert = sqlite.prepare('insert into chunk values (?, ?, ?)')
let files = 0

const server = createServer(async (request, response) => {
  if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'application/octet-stream' })
    createReadStream(file).pipe(response)
    return
  }
  files += 1
  const id = files
  let start = 0
  const keep = (bytes: Buffer): void => {
    insert.run(id, start, bytes)
    start += bytes.length
  }
  let pieces: Buffer[] = []
  let length = 0
  for await (const piece of request) {
    pieces.push(piece)
    length += piece.length
    if (length < chunkBytes) continue
    const whole = Buffer.concat(pieces)
    keep(whole.subarray(0, chunkBytes))
    pieces = [whole.subarray(chunkBytes)]
    length -= chunkBytes
  }
  if (length > 0) keep(Buffer.concat(pieces))
  response.writeHead(204).end()
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port was given.')
  console.log(JSON.stringify({ pid: process.pid, msg: `http://127.0.0.1:${address.port}` }))
})
process.on('SIGTERM', () => process.exit())
