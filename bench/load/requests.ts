/** Someone with an account, as `seed` writes them to its file. */
export interface Person {
  username: string
  cookie: string
  roomId: string
}

/** A whole request, with every header that Chromium sends with a page's `fetch`. */
export function request(
  method: string,
  path: string,
  { port, cookie, json }: { port: number; cookie: string; json?: unknown },
): Buffer {
  const body = json === undefined ? '' : JSON.stringify(json)
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: keep-alive',
    ...(method === 'GET' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
    'sec-ch-ua-platform: "Linux"',
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36',
    'accept: application/json',
    'sec-ch-ua: "Chromium";v="153", "Not)A;Brand";v="24"',
    ...(body === '' ? [] : ['Content-Type: application/json']),
    'DNT: 1',
    'sec-ch-ua-mobile: ?0',
    ...(method === 'GET' ? [] : [`Origin: http://127.0.0.1:${port}`]),
    'Sec-Fetch-Site: same-origin',
    'Sec-Fetch-Mode: cors',
    'Sec-Fetch-Dest: empty',
    `Referer: http://127.0.0.1:${port}/rooms`,
    'Accept-Encoding: gzip, deflate, br, zstd',
    'Accept-Language: en-GB,en;q=0.9,de;q=0.8',
    `Cookie: ${cookie}`,
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`)
}

export function pollRequest(port: number, { cookie, roomId }: Person, query: string): Buffer {
  return request('GET', `/api/rooms/${roomId}/changes?after=${query}`, { port, cookie })
}

export function joinRequest(port: number, { cookie, roomId }: Person): Buffer {
  return request('PUT', '/api/me/room', { port, cookie, json: { roomId } })
}

export function postRequest(
  port: number,
  { cookie, roomId }: Person,
  message: { body: string; key: string },
): Buffer {
  return request('POST', `/api/rooms/${roomId}/messages`, { port, cookie, json: message })
}
