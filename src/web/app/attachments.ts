import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import type { FileInfo } from '../../protocol/files.ts'
import { limits } from '../../protocol/limits.ts'
import type { Answer, Api, Refusal } from './api.ts'
import type { Blobs } from './blobs.ts'
import type { Clock } from './clock.ts'
import type { Storage } from './outbox.ts'
import { unreachable } from './refusals.ts'
import type { Upload, Uploaded } from './uploading.ts'

/** A file on its way to a room: above the composer, or with a message that waits to be sent. */
export type Attachment = {
  /** Ours, until the server gives it another. */
  id: string
  roomId: string
  name: string
  type: string
  size: number
  alt: string
  place: number
  /** With a message that was handed over to be sent. */
  sent: boolean
  /** Where its upload goes on. */
  path?: string
  /** What the server knows of it once it is whole. */
  file?: FileInfo
  refusal?: Refusal
}

type Deps = {
  api: Pick<Api, 'describeFile' | 'discardFile'>
  storage: Storage
  blobs: Blobs
  upload: (asked: Upload) => Promise<Uploaded>
  clock: Clock
  newKey: () => string
  userId: string
  /** The room that one is inside: uploads begin nowhere else. */
  room: ReadonlySignal<string | null>
}

export type Attachments = ReturnType<typeof createAttachments>

const firstPauseMs = 1000
const longestPauseMs = 30_000

/** Uploads what people attach, one file after another, again and again until it is there. */
export function createAttachments(deps: Deps) {
  const { api, storage, blobs, upload, clock, newKey, userId, room } = deps
  const prefix = `attached/${userId}/`
  const items = signal<readonly Attachment[]>(storage.all(prefix).flatMap(parse).sort(byPlace))
  /** Bytes that are there, by id. */
  const progress = signal<ReadonlyMap<string, number>>(new Map())
  /** Object URLs of what is looked at, or listened to, before it is sent. */
  const previews = new Map<string, string>()
  const waiting = new Set<() => void>()
  let current: { id: string; abort: AbortController } | null = null
  let failures = 0
  let cancelRetry: (() => void) | null = null

  const wakeAll = () => {
    for (const wake of waiting) wake()
  }

  const change = (id: string, part: Partial<Attachment>) => {
    items.value = items.value.map((item) => (item.id === id ? { ...item, ...part } : item))
    const item = items.value.find((each) => each.id === id)
    if (item) storage.set(prefix + id, JSON.stringify(item))
    wakeAll()
  }

  /** What the server said of it so far counts no more. */
  const beginAnew = (id: string) => {
    items.value = items.value.map((item) => {
      if (item.id !== id) return item
      const { path: _path, file: _file, refusal: _refusal, ...rest } = item
      return rest
    })
    change(id, {})
  }

  /** What has not begun waits until one is in its room again, and holds nothing up meanwhile. */
  const next = () => {
    const open = items.value.filter(({ file, refusal }) => !file && !refusal)
    const here = open.find(({ roomId }) => roomId === room.peek())
    return here ?? open.find(({ path }) => path !== undefined)
  }

  const start = () => {
    if (current) return
    const item = next()
    if (!item) return
    cancelRetry?.()
    cancelRetry = null
    current = { id: item.id, abort: new AbortController() }
    void send(item, current.abort.signal).then((isDone) => {
      current = null
      if (isDone) failures = 0
      if (isDone) return start()
      failures += 1
      const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1))
      cancelRetry = clock.after(pause, start)
    })
  }

  /** Whether there is no more to be done for it. */
  const send = async (item: Attachment, abort: AbortSignal): Promise<boolean> => {
    const blob = await blobs.find(item.id)
    if (!blob) {
      forget(item.id)
      return true
    }
    const result = await upload({
      ...{ roomId: item.roomId, name: item.name, blob, path: item.path, signal: abort },
      begun: (path) => change(item.id, { path }),
      progress: (bytes) => {
        progress.value = new Map(progress.value).set(item.id, bytes)
      },
    })
    if (!items.value.some(({ id }) => id === item.id)) return true
    switch (result.kind) {
      case 'done':
        change(item.id, { file: result.file })
        if (item.alt || altOf(item.id)) await describe(item.id)
        return true
      case 'refused':
        change(item.id, { refusal: result.refusal })
        return true
      case 'outside':
        beginAnew(item.id)
        return false
      case 'lost':
        return false
      default:
        return result satisfies never
    }
  }

  const altOf = (id: string) => items.value.find((item) => item.id === id)?.alt ?? ''

  const describe = async (id: string): Promise<boolean> => {
    const item = items.value.find((each) => each.id === id)
    if (!item?.file || (item.file.alt ?? '') === item.alt.trim()) return true
    const answer = await api.describeFile(item.file.id, item.alt)
    if (answer.ok) change(id, { file: answer.value.file })
    return answer.ok
  }

  const forget = (id: string) => {
    items.value = items.value.filter((item) => item.id !== id)
    storage.remove(prefix + id)
    void blobs.forget(id)
    const url = previews.get(id)
    if (url) URL.revokeObjectURL(url)
    previews.delete(id)
    wakeAll()
  }

  /** Whatever has become of it. */
  const giveUp = (id: string) => {
    const item = items.value.find((each) => each.id === id)
    if (current?.id === id) current.abort.abort()
    forget(id)
    const uploaded = item?.file?.id ?? item?.path?.split('/').at(-1)
    if (uploaded) void api.discardFile(uploaded)
  }

  const changed = () =>
    new Promise<void>((resolve) => {
      const wake = () => {
        waiting.delete(wake)
        resolve()
      }
      waiting.add(wake)
    })

  /** The line may be back, or one is in another room. */
  const wake = () => {
    failures = 0
    start()
    wakeAll()
  }

  const followRooms = effect(() => {
    room.value
    untracked(wake)
  })

  return {
    items,
    progress,
    async add(roomId: string, files: readonly File[]): Promise<void> {
      for (const file of files) {
        const id = newKey()
        if (hasPreview(file)) previews.set(id, URL.createObjectURL(file))
        await blobs.keep(id, file)
        const place = (items.value.at(-1)?.place ?? 0) + 1
        const { name, type, size } = file
        const item = { id, roomId, name, type, size, alt: '', place, sent: false }
        items.value = [...items.value, item]
        storage.set(prefix + id, JSON.stringify(item))
      }
      start()
    },

    /** Where it can be seen or heard before it is sent; after a reload it has to be fetched. */
    async previewOf({ id, type }: Attachment): Promise<string | undefined> {
      if (!hasPreview({ type })) return undefined
      const blob = previews.has(id) ? undefined : await blobs.find(id)
      if (blob) previews.set(id, URL.createObjectURL(blob))
      return previews.get(id)
    },

    say: (id: string, alt: string) => change(id, { alt }),
    describe: (id: string) => void describe(id),

    remove: giveUp,

    retry(id: string) {
      beginAnew(id)
      start()
    },

    /** Hands over what stands above the composer to a message. */
    take(roomId: string): { id: string; name: string }[] {
      const taken = items.value
        .filter((item) => item.roomId === roomId && !item.sent)
        .slice(0, limits.filesPerMessage)
      for (const { id } of taken) change(id, { sent: true })
      return taken.map(({ id, name }) => ({ id, name }))
    },

    /**
     * The ids that the server knows these by, once all of them are there and described; `unreachable` when one
     * has gone to another room before, where other messages wait.
     */
    async uploaded(ids: readonly string[]): Promise<Answer<string[]>> {
      for (;;) {
        const found = ids.map((id) => items.value.find((item) => item.id === id))
        if (found.some((item) => !item)) {
          return { ok: false, refusal: { ...unreachable, code: 'file_not_found' } }
        }
        const refused = found.find((item) => item?.refusal)
        if (refused?.refusal) return { ok: false, refusal: refused.refusal }
        const files = found.flatMap((item) => item?.file ?? [])
        if (files.length === ids.length) {
          for (const id of ids) {
            if (!(await describe(id))) return { ok: false, refusal: unreachable }
          }
          return { ok: true, value: files.map(({ id }) => id) }
        }
        if (found.some((item) => item?.roomId !== room.peek())) {
          return { ok: false, refusal: unreachable }
        }
        start()
        await changed()
      }
    },

    /** The server does not know them any more: they are uploaded once more. */
    again(ids: readonly string[]) {
      for (const id of ids) beginAnew(id)
      start()
    },

    /** They were posted, or are not to be: what is still on its way is given up. */
    forgetAll(ids: readonly string[]) {
      for (const id of ids) {
        if (items.value.some((item) => item.id === id && !item.file)) giveUp(id)
        else forget(id)
      }
    },

    wake,
    stop() {
      followRooms()
      current?.abort.abort()
      cancelRetry?.()
    },
  }
}

const hasPreview = ({ type }: { type: string }) => /^(image|audio)\//.test(type)

const byPlace = (a: Attachment, b: Attachment): number => a.place - b.place

function parse(text: string): Attachment[] {
  try {
    const value: unknown = JSON.parse(text)
    return isAttachment(value) ? [value] : []
  } catch {
    return []
  }
}

/** Only we write these; the check is against values of an older version of this file. */
function isAttachment(value: unknown): value is Attachment {
  return typeof value === 'object' && value !== null && 'id' in value && 'roomId' in value
}
