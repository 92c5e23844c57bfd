import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { thorough } from './intensity.ts'
import { aServer } from './server.ts'

const beginnings = [
  ['its headers', 'GET / HTTP/1.1\r\nHost: parlor\r\n', 'X-More: and more\r\n'],
  [
    'its body',
    'POST /api/session HTTP/1.1\r\nHost: parlor\r\nContent-Type: application/json\r\n' +
      'Content-Length: 60000\r\n\r\n{',
    ' ',
  ],
] as const

// It waits out the server's patience, which is longer than the rest of the suite should wait.
test.runIf(thorough).for(beginnings)(
  'whoever sends a request forever, byte by byte (%s), is cut off',
  async ([, beginning, more]) => {
    const { url } = await aServer()
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port) })
    socket.write(beginning)
    const dripping = setInterval(() => socket.write(more), 500)
    let answer = ''
    socket.on('data', (bytes) => {
      answer += bytes
    })
    await new Promise((resolve) => socket.on('error', () => {}).once('close', resolve))
    clearInterval(dripping)
    expect(answer).toMatch(/^HTTP\/1.1 408 /)
  },
)
