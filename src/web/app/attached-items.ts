import { signal } from '@preact/signals'
import type { FileInfo } from '../../protocol/files.ts'
import type { Refusal } from './api.ts'
import type { Storage } from './outbox.ts'

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

/** What a person has attached: all windows of their browser have the same, over a reload as well. */
export function createAttachedItems(storage: Storage, userId: string) {
  const prefix = `attached/${userId}/`
  const read = () => storage.all(prefix).flatMap(parse).sort(byPlace)
  const items = signal<readonly Attachment[]>(read())
  const waiting = new Set<() => void>()

  const find = (id: string) => items.peek().find((item) => item.id === id)

  /** Another window may have changed it. */
  const reload = () => {
    items.value = read()
    for (const wake of waiting) wake()
  }

  const keep = (item: Attachment) => {
    storage.set(prefix + item.id, JSON.stringify(item))
    reload()
  }

  return {
    items,
    find,
    reload,

    /** Puts it behind all others. */
    add(item: Omit<Attachment, 'place'>): void {
      keep({ ...item, place: (items.peek().at(-1)?.place ?? 0) + 1 })
    },

    change(id: string, part: Partial<Attachment>): void {
      const item = find(id)
      if (item) keep({ ...item, ...part })
    },

    /** What the server said of it so far counts no more. */
    beginAnew(id: string): void {
      const { path, file, refusal, ...item } = find(id) ?? {}
      // Another window would take it for news, and try again at once.
      if (isAttachment(item) && (path ?? file ?? refusal)) keep(item)
    },

    remove(id: string): void {
      storage.remove(prefix + id)
      reload()
    },

    /** Resolves when anything of it may be another. */
    changed: () =>
      new Promise<void>((resolve) => {
        const wake = () => {
          waiting.delete(wake)
          resolve()
        }
        waiting.add(wake)
      }),
  }
}

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
