import { createSocket } from 'node:dgram'
import type { WhenOver } from './examples.ts'

/**
 * A name server on this machine (RFC 1035), by whom every name stands for this machine. Of those that begin
 * with `slow` it says nothing until it is told to.
 */
export async function aNameServer(whenOver: WhenOver) {
  const asked: string[] = []
  const held: (() => void)[] = []
  let isHolding = true
  const socket = createSocket('udp4')
  socket.on('message', (query, { port, address }) => {
    const { name, end } = questionIn(query)
    asked.push(name)
    const isForIpv4 = query.readUInt16BE(end - 4) === 1
    const head = Buffer.from(query.subarray(0, 12))
    head.writeUInt16BE(0x8180, 2)
    head.writeUInt16BE(Number(isForIpv4), 6)
    head.writeUInt32BE(0, 8)
    const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1])
    const parts = [head, query.subarray(12, end), ...(isForIpv4 ? [answer] : [])]
    const say = () => socket.send(Buffer.concat(parts), port, address)
    if (isHolding && name.startsWith('slow')) held.push(say)
    else say()
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  whenOver(() => new Promise<void>((resolve) => socket.close(() => resolve())))
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    release() {
      isHolding = false
      for (const say of held.splice(0)) say()
    },
  }
}

function questionIn(query: Buffer): { name: string; end: number } {
  const labels: string[] = []
  let at = 12
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.'), end: at + 5 }
}
