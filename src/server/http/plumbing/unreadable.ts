import type { Socket } from 'node:net'
import type { EveryAnswer } from './every-answer.ts'
import { type PlainCode, plainPage, plainPageHeaders } from './plain-page.ts'
import { apiHeaders, problemOf, problemType } from './problems.ts'
import { isReceiving } from './receiving.ts'

/** What Node gives with `clientError`. */
type ClientError = Error & { code?: string; rawPacket?: unknown }

/** How long the rest of what a client sends is still taken, so that it reads the answer first; ms. */
const patience = 2000

/**
 * Answers what node:http could not make a request of, in words for people and as a problem for programs.
 * All that is known of it is the packet that it failed on, and nothing of that is repeated.
 */
export function createAnswerUnreadable(
  basePath: string,
  everyAnswer: EveryAnswer,
): (error: ClientError, socket: Socket) => void {
  return (error, socket) => {
    // A file takes as long as it takes; whoever receives it looks after its pace.
    if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && isReceiving(socket)) return
    // It has its answer, and sends on.
    if (socket.writableEnded && !socket.destroyed) return
    if (error.code === 'ECONNRESET' || !socket.writable || hasBegunToAnswer(socket)) {
      socket.destroy(error)
      return
    }
    const packet = packetOf(error)
    const headers = everyAnswer.headersOn(socket, packet)
    socket.end(answerTo(codeOf(error), packet, headers, basePath))
    // Closed at once, the connection would be reset, and the browser would show nothing.
    const end = setTimeout(() => socket.destroy(), patience).unref()
    socket.once('end', () => socket.destroy()).once('close', () => clearTimeout(end))
  }
}

function packetOf({ rawPacket }: ClientError): string {
  return Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1') : ''
}

function answerTo(
  code: PlainCode,
  packet: string,
  everyAnswer: Record<string, string>,
  basePath: string,
): string {
  const problem = problemOf(code)
  const [headers, body] = isForPeople(packet, code, basePath)
    ? [plainPageHeaders, plainPage(code, headerIn(packet, 'accept-language'))]
    : [{ ...apiHeaders, 'content-type': problemType }, JSON.stringify(problem)]
  const lines = Object.entries({
    ...everyAnswer,
    ...headers,
    connection: 'close',
    'content-length': Buffer.byteLength(body),
  })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return `HTTP/1.1 ${problem.status} ${reasons[code]}\r\n${head}\r\n${body}`
}

const reasons = {
  bad_request: 'Bad Request',
  request_timeout: 'Request Timeout',
  misdirected: 'Misdirected Request',
  headers_too_large: 'Request Header Fields Too Large',
} as const satisfies Record<PlainCode, string>

function codeOf({ code }: ClientError): PlainCode {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return 'headers_too_large'
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 'request_timeout'
    default:
      return 'bad_request'
  }
}

function isForPeople(packet: string, code: PlainCode, basePath: string): boolean {
  const [, path] = /^GET (\S+) HTTP\//.exec(packet) ?? []
  // The packet is from the middle of headers that are too long: mostly a browser's.
  if (path === undefined) return code === 'headers_too_large' && !/^[A-Z]+ \S+ HTTP\//.test(packet)
  const isApi = path.startsWith('/api/') || path.startsWith(`${basePath}/api/`)
  return !isApi && (headerIn(packet, 'accept') ?? '').includes('text/html')
}

function headerIn(packet: string, name: string): string | undefined {
  return new RegExp(`\r\n${name}: *([^\r\n]*)`, 'i').exec(packet)?.[1]
}

/** As node:http's own answer has it: an answer of which a part has gone out must not go on with this. */
function hasBegunToAnswer(socket: Socket): boolean {
  const response: unknown = '_httpMessage' in socket ? socket._httpMessage : undefined
  return (
    typeof response === 'object' &&
    response !== null &&
    'headersSent' in response &&
    response.headersSent === true
  )
}
