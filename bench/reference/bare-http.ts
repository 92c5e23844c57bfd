import { createServer } from 'node:http'

// The least that node:http can do for a poll: no routing, no session, one answer for everybody,
// given in the quickest form it takes (headers as a flat list, the body as a string of ASCII).
const body = '{"cursor":"abcdefghjkmn.123.abcdef-1","messages":[],"more":false}'
const headers = [
  'content-type',
  'application/json',
  'content-length',
  String(body.length),
  'cache-control',
  'no-store',
  'x-content-type-options',
  'nosniff',
]

const server = createServer((_request, response) => {
  response.writeHead(200, headers)
  response.end(body)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port was given.')
  console.log(JSON.stringify({ pid: process.pid, msg: `http://127.0.0.1:${address.port}` }))
})
process.on('SIGTERM', () => process.exit())
