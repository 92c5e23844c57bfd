import { computed, signal } from '@preact/signals'
import type { Message } from '../../protocol/messages.ts'
import { newestOf } from './revised.ts'

type Log = readonly Message[]

export type LogRuns = ReturnType<typeof createLogRuns>

/**
 * What a window has of a room's log: a run without gaps that ends with the newest message and, while the
 * reader looks at a place that is far from it, a second one there. They become one when they meet.
 */
export function createLogRuns() {
  /** The run that is shown, in order. */
  const messages = signal<Log>([])
  const hasOlder = signal(false)
  /** The run that ends with the newest message, while another is shown. */
  const aside = signal<{ messages: Log; hasOlder: boolean } | null>(null)
  const atEnd = computed(() => aside.value === null)
  const newest = computed(() => aside.value?.messages ?? messages.value)

  const changeAll = (change: (run: Log) => Log) => {
    messages.value = change(messages.value)
    if (aside.value) aside.value = { ...aside.value, messages: change(aside.value.messages) }
  }

  const backToNewest = () => {
    if (!aside.value) return
    messages.value = aside.value.messages
    hasOlder.value = aside.value.hasOlder
    aside.value = null
  }

  /**
   * Shows a run; if it meets the newest one, both as one. What it has that is newer than both is left to
   * the polls: they may tell it with another text, and whoever sent it is told by them that it has come.
   */
  const show = (page: Log, older: boolean) => {
    const rest = aside.value ?? { messages: messages.value, hasOlder: hasOlder.value }
    const newestSeq = rest.messages.at(-1)?.seq ?? 0
    const run = page.filter(({ seq }) => seq <= newestSeq)
    if (run.length === 0) return
    const first = rest.messages[0]?.seq
    const meets = first !== undefined && (run.at(-1)?.seq ?? 0) >= first - 1
    messages.value = meets ? run.filter(({ seq }) => seq < first).concat(rest.messages) : run
    // A run that begins within the newest one has nothing before it that this one has not.
    const begins = first === undefined || (run[0]?.seq ?? first) < first
    hasOlder.value = begins ? older : rest.hasOlder
    aside.value = meets ? null : rest
  }

  return {
    messages,
    hasOlder,
    /** Whether what is shown goes as far as the newest message. */
    atEnd,
    /** The run that ends with the newest message. */
    newest,
    changeAll,
    backToNewest,
    show,
    reset(run: Log, older: boolean) {
      aside.value = null
      messages.value = run
      hasOlder.value = older
    },
    /** New messages, which stand at the end wherever the reader looks. */
    append(newer: Log) {
      if (!aside.value) messages.value = messages.value.concat(newer)
      else aside.value = { ...aside.value, messages: aside.value.messages.concat(newer) }
    },
    /** What stands before the run that is shown. */
    prepend(older: Log, more: boolean) {
      messages.value = older.concat(messages.value)
      hasOlder.value = more
    },
    revise: (changed: Log) => changeAll((run) => newestOf(run, changed)),
  }
}
