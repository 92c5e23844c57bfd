import type { Person } from './person.ts'
import type { Reply } from './reply.ts'

/** Asks for an upload in pieces, as a client of tus does. @param length as it stands in the header */
export function sendBegin(
  person: Person,
  roomId: string,
  length: string,
  metadata = '',
): Promise<Reply> {
  const headers = { 'upload-length': length, 'upload-metadata': metadata, 'tus-resumable': '1.0.0' }
  return person.sendRaw('POST', `/api/rooms/${roomId}/uploads`, null, headers)
}

/** Begins an upload of `size` bytes; the path at which it goes on. */
export async function begin(person: Person, roomId: string, size: number, name = 'a.bin') {
  const filename = Buffer.from(name).toString('base64')
  const reply = await sendBegin(person, roomId, String(size), `filename ${filename}, filetype x`)
  if (reply.status !== 201)
    throw new Error(`${reply.request} answered ${reply.status}: ${reply.text}`)
  return reply.headers.get('location') ?? ''
}

/** Sends the piece that begins at `offset`. */
export function goOn(
  person: Person,
  path: string,
  offset: number,
  bytes: Uint8Array<ArrayBuffer> | string,
): Promise<Reply> {
  const type = { 'content-type': 'application/offset+octet-stream' }
  return person.sendRaw('PATCH', path, bytes, { ...type, 'upload-offset': String(offset) })
}

/** How many bytes of it are there. */
export async function offsetOf(person: Person, path: string): Promise<number> {
  const reply = await person.send('HEAD', path)
  const offset = reply.headers.get('upload-offset')
  if (reply.status !== 200 || offset === null)
    throw new Error(`${reply.request} answered ${reply.status} and the offset ${offset}`)
  return Number(offset)
}

/** The id of the file that an upload becomes. */
export const idOf = (path: string): string => path.split('/').at(-1) ?? ''
