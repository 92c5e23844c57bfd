import { connect } from 'node:net'

/** An answer, valid only while its callback runs: the bytes are overwritten by the next one. */
export interface Answer {
  status: number
  /** The whole answer, headers included. */
  bytes: Buffer
  body: Buffer
}

/** One keep-alive connection with at most one request under way, as a browser polls. */
export interface Connection {
  /** Sends a whole request; `answered` is called once, when all of the answer is there. */
  send(request: Buffer, answered: (answer: Answer) => void): void
  close(): void
}

const endOfHeaders = Buffer.from('\r\n\r\n')
/** Where the three digits stand in `HTTP/1.1 200 OK`. */
const statusAt = 9

/** Reads come one after another and are used at once, so all connections can share one buffer. */
const shared = Buffer.allocUnsafeSlow(256 * 1024)

/**
 * Connects to a server on this machine. It is no HTTP client: it reads the status and the length,
 * and trusts the rest, so that the generator never costs more than the server it measures.
 * @param failed hears of a connection that broke while a request was under way, or before it.
 */
export function openConnection(port: number, failed: (error: Error) => void): Promise<Connection> {
  let answered: ((answer: Answer) => void) | undefined
  let begun: Buffer | undefined
  let isOpen = true

  function receive(bytes: Buffer): void {
    const whole = begun ? Buffer.concat([begun, bytes]) : bytes
    const answer = answerIn(whole)
    if (!answer) {
      begun = begun ? whole : Buffer.from(bytes)
      return
    }
    begun = undefined
    const callback = answered
    answered = undefined
    callback?.(answer)
  }

  return new Promise((resolve, reject) => {
    const socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer: shared,
        callback(length, buffer) {
          receive(Buffer.from(buffer.buffer, buffer.byteOffset, length))
          return true
        },
      },
    })
    socket.once('error', reject)
    socket.on('error', failed)
    socket.on('close', () => {
      isOpen = false
      if (answered) failed(new Error('The connection was closed before the answer came.'))
      answered = undefined
    })
    socket.once('connect', () =>
      resolve({
        send(request, callback) {
          if (!isOpen)
            return failed(new Error('The connection was closed while nothing was asked.'))
          answered = callback
          socket.write(request)
        },
        close: () => {
          answered = undefined
          socket.destroy()
        },
      }),
    )
  })
}

/** The answer, if all of it is there. */
function answerIn(bytes: Buffer): Answer | undefined {
  const headersEnd = bytes.indexOf(endOfHeaders)
  if (headersEnd === -1) return undefined
  const bodyStart = headersEnd + endOfHeaders.length
  const status = Number(bytes.toString('latin1', statusAt, statusAt + 3))
  const length = /\r\ncontent-length: *(\d+)/i.exec(bytes.toString('latin1', 0, headersEnd))?.[1]
  // Only an answer without a body has no length: nothing that is asked for here comes in chunks.
  const end = bodyStart + Number(length ?? 0)
  if (bytes.length < end) return undefined
  return { status, bytes: bytes.subarray(0, end), body: bytes.subarray(bodyStart, end) }
}
