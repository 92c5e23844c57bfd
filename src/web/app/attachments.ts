import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import { fieldProblems } from '../../protocol/field-errors.ts'
import type { FileInfo } from '../../protocol/files.ts'
import { limits } from '../../protocol/limits.ts'
import type { Answer, Api, Refusal } from './api.ts'
import { type Attachment, createAttachedItems } from './attached-items.ts'
import type { Blobs } from './blobs.ts'
import { createDrain, type DrainDeps, isFinal } from './drain.ts'
import type { Storage } from './outbox.ts'
import { unreachable } from './refusals.ts'
import type { Upload } from './uploading.ts'

type Deps = DrainDeps & {
  api: Pick<Api, 'describeFile' | 'discardFile'>
  storage: Storage
  blobs: Blobs
  upload: (asked: Upload) => Promise<Answer<FileInfo>>
  newKey: () => string
  userId: string
  /** The room that one is inside: uploads begin nowhere else. */
  room: ReadonlySignal<string | null>
}

export type Attachments = ReturnType<typeof createAttachments>

/** Uploads what people attach, one file after another, again and again until it is there. */
export function createAttachments(deps: Deps) {
  const { api, storage, blobs, upload, newKey, userId, room } = deps
  const { items, find, change, beginAnew, reload, changed, ...kept } = createAttachedItems(
    storage,
    userId,
  )
  /** Bytes that are there, by id. */
  const progress = signal<ReadonlyMap<string, number>>(new Map())
  /** Object URLs of what is looked at, or listened to, before it is sent. */
  const previews = new Map<string, string>()
  let current: { id: string; abort: AbortController } | null = null
  /** The last try came to nothing: what waits for files may say so. */
  let isHeldUp = false
  let isStopped = false

  /** What has not begun waits until one is in its room again, and holds nothing up meanwhile. */
  const next = () => {
    reload()
    const open = items.peek().filter(({ file, refusal }) => !file && !refusal)
    const here = open.find(({ roomId }) => roomId === room.peek())
    return here ?? open.find(({ path }) => path !== undefined)
  }

  const send = async ({ id, roomId, name, path }: Attachment): Promise<Answer<FileInfo>> => {
    const abort = new AbortController()
    current = { id, abort }
    const blob = await blobs.find(id)
    if (!blob || !(await isReadable(blob))) return { ok: false, refusal: unreadable }
    return upload({
      ...{ roomId, name, blob, path, signal: abort.signal },
      begun: (begun) => change(id, { path: begun }),
      progress: (bytes) => {
        progress.value = new Map(progress.value).set(id, bytes)
      },
    })
  }

  const settle = ({ id }: Attachment, answer: Answer<FileInfo>): boolean => {
    current = null
    isHeldUp = false
    if (!find(id)) return true
    if (answer.ok) {
      change(id, { file: answer.value })
      void describe(id)
      return true
    }
    if (isFinal(answer.refusal)) change(id, { refusal: answer.refusal })
    else if (answer.refusal.code === 'not_in_room') beginAnew(id)
    isHeldUp = !isFinal(answer.refusal)
    reload()
    return !isHeldUp
  }

  // One window at a time: what two of them sent would be sent twice.
  const queue = createDrain<Attachment, FileInfo>(deps, {
    name: () => (isStopped ? null : `attached/${userId}`),
    ...{ next, ask: send, settle },
  })

  const describe = async (id: string): Promise<boolean> => {
    const item = find(id)
    if (!item?.file || (item.file.alt ?? '') === item.alt.trim()) return true
    const answer = await api.describeFile(item.file.id, item.alt)
    if (answer.ok) change(id, { file: answer.value.file })
    return answer.ok
  }

  /** What is not there any more is not sent, nor shown. */
  const letGo = () => {
    if (current && !find(current.id)) current.abort.abort()
    for (const [id, url] of previews) {
      if (find(id)) continue
      URL.revokeObjectURL(url)
      previews.delete(id)
    }
  }

  const forget = (id: string) => {
    kept.remove(id)
    void blobs.forget(id)
    letGo()
  }

  /** Whatever has become of it. */
  const giveUp = (id: string) => {
    const item = find(id)
    forget(id)
    const uploaded = item?.file?.id ?? item?.path?.split('/').at(-1)
    if (uploaded) void api.discardFile(uploaded)
  }

  /** The line may be back, or one is in another room, or another window has changed something. */
  const wake = () => {
    reload()
    letGo()
    queue.failures.value = 0
    queue.wake()
    queue.start()
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
        const { name, type, size } = file
        await blobs.keep(id, file)
        const refused = (await isReadable(file)) ? {} : { refusal: unreadable }
        if (hasPreview(file)) previews.set(id, URL.createObjectURL(file))
        kept.add({ ...{ id, roomId, name, type, size, alt: '', sent: false }, ...refused })
      }
      queue.start()
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
      queue.start()
    },

    /** Hands over what stands above the composer to a message. */
    take(roomId: string): { id: string; name: string }[] {
      reload()
      const taken = items
        .peek()
        .filter((item) => item.roomId === roomId && !item.sent)
        .slice(0, limits.filesPerMessage)
      for (const { id } of taken) change(id, { sent: true })
      return taken.map(({ id, name }) => ({ id, name }))
    },

    /**
     * The ids that the server knows these by, once all of them are there and described; `unreachable` when a try
     * has come to nothing, or one has gone to another room before, where other messages wait.
     */
    async uploaded(ids: readonly string[]): Promise<Answer<string[]>> {
      reload()
      isHeldUp = false
      for (;;) {
        const found = ids.map(find)
        const refusal = found.map((item) => (item ? item.refusal : unreadable)).find(Boolean)
        if (refusal) return { ok: false, refusal }
        const files = found.flatMap((item) => item?.file ?? [])
        if (files.length === ids.length) {
          for (const id of ids) {
            if (!(await describe(id))) return { ok: false, refusal: unreachable }
          }
          return { ok: true, value: files.map(({ id }) => id) }
        }
        if (isHeldUp || found.some((item) => item?.roomId !== room.peek())) {
          return { ok: false, refusal: unreachable }
        }
        queue.start()
        await changed()
      }
    },

    /** The server does not know them any more: they are uploaded once more. */
    again(ids: readonly string[]) {
      for (const id of ids) beginAnew(id)
      queue.start()
    },

    /** They were posted, or are not to be: what is still on its way is given up. */
    forgetAll(ids: readonly string[]) {
      for (const id of ids) {
        if (find(id)?.file) forget(id)
        else giveUp(id)
      }
    },

    wake,
    stop() {
      isStopped = true
      followRooms()
      current?.abort.abort()
    },
  }
}

/** No try can change that; what was handed over with a message is held back with it. */
const unreadable: Refusal = {
  code: 'invalid_input',
  title: '',
  errors: [{ field: 'file', code: 'unreadable', message: fieldProblems.unreadable() }],
}

/** A folder is not, nor what was moved or changed since it was chosen. */
async function isReadable(blob: Blob): Promise<boolean> {
  try {
    await blob.slice(0, 1).arrayBuffer()
    return true
  } catch {
    return false
  }
}

const hasPreview = ({ type }: { type: string }) => /^(image|audio)\//.test(type)
