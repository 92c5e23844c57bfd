import type { FileInfo } from '../../protocol/files.ts'
import type { Answer } from './api.ts'
import { addressOf } from './base-path.ts'
import { unreachable } from './refusals.ts'

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

/** The line was lost, or it was given up: it goes on from where it was. */
const lost: Answer<FileInfo> = { ok: false, refusal: unreachable }

/** Uploads by tus 1.0.0, from where the server says that an earlier try has come to. */
export async function upload(asked: Upload): Promise<Answer<FileInfo>> {
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
    if (path === null) return lost
    asked.begun(path)
    return await send(asked, path, 0)
  } catch {
    return lost
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
function send(
  { blob, progress, signal }: Upload,
  path: string,
  offset: number,
): Promise<Answer<FileInfo>> {
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
          ? { ok: true, value: JSON.parse(request.responseText).file }
          : refusedBy(request.status, request.responseText),
      )
    }
    request.onerror = () => resolve(lost)
    request.onabort = () => resolve(lost)
    signal.addEventListener('abort', () => request.abort())
    progress(offset)
    request.send(blob.slice(offset))
  })
}

function refusedBy(status: number, text: string): Answer<FileInfo> {
  if (status < 400 || status >= 500) return lost
  try {
    const { code, title, errors = [] } = JSON.parse(text)
    return { ok: false, refusal: { code, title, errors } }
  } catch {
    return lost
  }
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}
