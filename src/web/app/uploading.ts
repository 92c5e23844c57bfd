import type { FileInfo } from '../../protocol/files.ts'
import type { Refusal } from './api.ts'
import { addressOf } from './base-path.ts'

/**
 * What came of a try to upload something. `lost`: the line was; it goes on from where it was. `outside`: one
 * is in another room, and it begins anew when one is back.
 */
export type Uploaded =
  | { kind: 'done'; file: FileInfo }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'lost' }
  | { kind: 'outside' }

export type Upload = {
  roomId: string
  name: string
  blob: Blob
  /** The path at which it goes on, if it was begun. */
  path: string | undefined
  begun: (path: string) => void
  /** How many bytes are there. */
  progress: (bytes: number) => void
  signal: AbortSignal
}

/** Uploads by tus 1.0.0, from where the server says that an earlier try has come to. */
export async function upload(asked: Upload): Promise<Uploaded> {
  try {
    const known = asked.path === undefined ? null : await offsetAt(asked.path, asked.signal)
    if (asked.path !== undefined && known !== null) return await send(asked, asked.path, known)
    const reply = await fetch(addressOf(`/api/rooms/${asked.roomId}/uploads`), {
      method: 'POST',
      headers: {
        'upload-length': String(asked.blob.size),
        'upload-metadata': `filename ${base64(asked.name)}`,
        'tus-resumable': '1.0.0',
      },
      signal: asked.signal,
    })
    if (!reply.ok) return refusedBy(reply.status, await reply.text())
    const path = reply.headers.get('location')
    if (path === null) return { kind: 'lost' }
    asked.begun(path)
    return await send(asked, path, 0)
  } catch {
    return { kind: 'lost' }
  }
}

/** Null: there is no such upload any more. @throws if the line is lost */
async function offsetAt(path: string, signal: AbortSignal): Promise<number | null> {
  const reply = await fetch(path, { method: 'HEAD', signal })
  if (reply.status === 404) return null
  const offset = reply.headers.get('upload-offset')
  if (!reply.ok || offset === null) throw new Error('Nobody knows how far it has come.')
  return Number(offset)
}

/** `fetch` does not say how much it has sent. */
function send({ blob, progress, signal }: Upload, path: string, offset: number): Promise<Uploaded> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('PATCH', path)
    request.setRequestHeader('content-type', 'application/offset+octet-stream')
    request.setRequestHeader('upload-offset', String(offset))
    request.setRequestHeader('tus-resumable', '1.0.0')
    request.upload.onprogress = ({ loaded }) => progress(offset + loaded)
    request.onload = () => {
      resolve(
        request.status === 200
          ? { kind: 'done', file: JSON.parse(request.responseText).file }
          : refusedBy(request.status, request.responseText),
      )
    }
    request.onerror = () => resolve({ kind: 'lost' })
    request.onabort = () => resolve({ kind: 'lost' })
    signal.addEventListener('abort', () => request.abort())
    progress(offset)
    request.send(blob.slice(offset))
  })
}

/** What no try can change is refused; the rest is tried again. */
const final = new Set([
  'too_large',
  'quota_exceeded',
  'invalid_input',
  'room_not_found',
  'room_deleted',
])

function refusedBy(status: number, text: string): Uploaded {
  if (status < 400 || status >= 500) return { kind: 'lost' }
  try {
    const { code, title, errors = [] } = JSON.parse(text)
    if (code === 'not_in_room') return { kind: 'outside' }
    return final.has(code)
      ? { kind: 'refused', refusal: { code, title, errors } }
      : { kind: 'lost' }
  } catch {
    return { kind: 'lost' }
  }
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}
