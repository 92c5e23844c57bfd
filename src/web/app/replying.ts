import { signal } from '@preact/signals'
import type { Message } from '../../protocol/messages.ts'
import type { Drafts } from './drafts.ts'
import { selfId } from './self.ts'
import type { Store } from './store.ts'

/** What a message that is being written will answer. */
export type Answered = { id: string; seq: number; username: string }

type Deps = { store: Store; drafts: Pick<Drafts, 'read' | 'write'> }

export type Replying = ReturnType<typeof createReplying>

/** What is answered in each room, kept as the draft of the answer is. */
export function createReplying({ store, drafts }: Deps) {
  /** Rises when it changed. */
  const changed = signal(0)
  /** Rises when somebody asks to write an answer. */
  const asked = signal(0)

  const self = () => selfId({ store }) || null
  const place = (roomId: string) => `reply ${roomId}`

  const write = (roomId: string, answered: Answered | null) => {
    const user = self()
    if (user === null) return
    drafts.write(user, place(roomId), answered ? JSON.stringify(answered) : '')
    changed.value += 1
  }

  return {
    asked,
    /** To be read while rendering. */
    to(roomId: string): Answered | null {
      changed.value
      const user = self()
      return user === null ? null : parse(drafts.read(user, place(roomId)))
    },
    begin(roomId: string, { id, seq, author }: Message) {
      write(roomId, { id, seq, username: author.username })
      asked.value += 1
    },
    cancel: (roomId: string) => write(roomId, null),
  }
}

function parse(text: string): Answered | null {
  try {
    const value: unknown = JSON.parse(text)
    return isAnswered(value) ? value : null
  } catch {
    return null
  }
}

/** Only we write these; the check is against values of another version of this file. */
function isAnswered(value: unknown): value is Answered {
  return typeof value === 'object' && value !== null && 'id' in value && 'username' in value
}
