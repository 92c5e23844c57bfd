import { connect } from 'node:net'

/** Sends these bytes as they are; all that comes back until the server closes the connection. */
export function sendBytes(parlor: { readonly url: string }, bytes: string): Promise<string> {
  const { hostname, port } = new URL(parlor.url)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) })
    let answer = ''
    socket.on('data', (part) => {
      answer += part
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(answer))
    socket.write(bytes)
  })
}

/** A request with these lines in its head, as somebody may type it. */
export function sendLines(parlor: { readonly url: string }, ...lines: string[]): Promise<string> {
  return sendBytes(parlor, [...lines, 'Connection: close', '', ''].join('\r\n'))
}

/** The status, the headers by their names in lower case, and the body of an answer. */
export function readAnswer(answer: string) {
  const end = answer.indexOf('\r\n\r\n')
  const [first = '', ...lines] = answer.slice(0, end).split('\r\n')
  const headers = new Map(
    lines.map((line) => {
      const [name = '', value = ''] = line.split(/: *(.*)/s)
      return [name.toLowerCase(), value] as const
    }),
  )
  return { status: Number(first.split(' ')[1]), headers, body: answer.slice(end + 4) }
}
