import { effect, signal, untracked } from '@preact/signals'
import type { Message } from '../../protocol/messages.ts'
import type { Amendments } from './amendments.ts'
import type { Drafts } from './drafts.ts'
import { selfNow } from './self.ts'
import type { Visit } from './state.ts'
import type { Store } from './store.ts'

/** A message that is being given another text. */
export type Edit = {
  message: Message
  room: { id: string; name: string }
  text: string
  /** Where the keyboard was, and is to be again. */
  from: 'log' | 'composer'
}

type Deps = { store: Store; amendments: Amendments; drafts: Pick<Drafts, 'read' | 'write'> }

export type Editing = ReturnType<typeof createEditing>

/**
 * The one message whose text is being changed in this window. What was typed is kept as a draft, so that
 * it is there again when the page was left.
 */
export function createEditing({ store, amendments, drafts }: Deps) {
  const current = signal<Edit | null>(null)
  /** Rises when the field is wanted that is open already. */
  const asked = signal(0)

  const self = () => selfNow({ store })
  const draftOf = ({ id }: Message) => `edit ${id}`

  const begin = (message: Message, from: Edit['from']) => {
    const user = self()
    asked.value += 1
    const before = current.peek()
    const room = roomOf(store.visit.peek())
    // One at a time: what is being typed is not to be closed by a slip.
    if (user === null || !room || (before && before.text !== textOf(before.message))) return
    const text = drafts.read(user, draftOf(message)) || textOf(message)
    current.value = { message, room, text, from }
  }

  /** What its author last wanted it to be. */
  const textOf = (message: Message) => {
    const wish = amendments.items.peek().get(message.id)?.wish
    return wish?.kind === 'edit' ? wish.body : message.body
  }

  const write = (text: string) => {
    const edit = current.peek()
    const user = self()
    if (!edit || user === null) return
    current.value = { ...edit, text }
    drafts.write(user, draftOf(edit.message), text === textOf(edit.message) ? '' : text)
  }

  const close = () => {
    const edit = current.peek()
    const user = self()
    if (edit && user !== null) drafts.write(user, draftOf(edit.message), '')
    current.value = null
  }

  effect(() => {
    const room = roomOf(store.visit.value)
    untracked(() => {
      if (current.value?.room.id !== room?.id) current.value = null
    })
  })

  return {
    current,
    asked,
    begin,
    write,
    close,

    /** What was begun for messages that are deleted is kept no longer, unless it is being typed. */
    arrived(messages: readonly Message[]) {
      const user = self()
      if (user === null) return
      for (const message of messages) {
        const typed = current.peek()?.message.id === message.id
        if (message.deletedAt !== null && !typed) drafts.write(user, draftOf(message), '')
      }
    },

    /** Begins with the newest message of one's own that is loaded. False: there is none. */
    beginNewest(): boolean {
      const user = self()
      const message = store.messages
        .peek()
        .findLast(({ author, deletedAt }) => author.id === user && deletedAt === null)
      if (message) begin(message, 'composer')
      return message !== undefined
    },

    /**
     * Gives the message its new text.
     * @param over the message as it is on the screen, and so known to the author
     */
    save(over: Message, body: string) {
      const edit = current.peek()
      if (!edit) return
      if (body !== textOf(over) || amendments.items.peek().get(over.id)?.state.kind === 'refused') {
        amendments.edit(over, edit.room, body)
      }
      close()
    },
  }
}

const roomOf = (visit: Visit) =>
  visit.kind === 'inside' || visit.kind === 'earlier' ? visit.room : null
