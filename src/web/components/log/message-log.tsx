import { type Signal, untracked, useComputed, useSignal, useSignalEffect } from '@preact/signals'
import { Fragment } from 'preact'
import { useEffect, useLayoutEffect } from 'preact/hooks'
import type { Message } from '../../../protocol/messages.ts'
import { useApp } from '../../app/app-context.ts'
import { loadChunk } from '../../app/chunks.ts'
import { messagesOf } from '../../app/log-span.ts'
import { t } from '../../locale/messages.ts'
import { sameDay } from '../../text/times.ts'
import { UnreadPill } from '../controls/unread-pill.tsx'
import { PinsRow } from '../room/pins-row.tsx'
import {
  AboutMessage,
  BackPill,
  FetchingNote,
  fetchLaterParts,
  MessageMenu,
} from './later-parts.ts'
import { DateDialog, DayLine, NewLine } from './log-lines.tsx'
import { type Hold, MessageArticle } from './message.tsx'
import { isOpen } from './message-standing.ts'
import { NewMessagesPill } from './new-messages-pill.tsx'
import { messageKeys, type Opened } from './opened.ts'
import type { GoTo } from './quote-line.tsx'
import { refusedReaction } from './react.ts'
import { useCopying } from './use-copying.ts'
import { useLogWindow } from './use-log-window.ts'
import { seqAt, usePointedMessage } from './use-pointed-message.ts'

/** The room's log: of a log of any length, the part around the reader. */
export function MessageLog({ roomId }: { roomId: string }) {
  const app = useApp()
  const { store, reading, editing, router } = app
  const view = useLogWindow(roomId)
  const messageAt = (seq: number) =>
    store.messages.peek()[seq - (store.messages.peek()[0]?.seq ?? 0)]
  useCopying(view.scroller, messageAt)
  const opened = useSignal<Opened | null>(null)
  /** Not the day line's own: that one goes when the log moves on. */
  const choosingDate = useSignal(false)
  const open = (what: Opened) => {
    opened.value = what
  }
  const { pointed, byKeys, ...pointing } = usePointedMessage({
    log: view.scroller,
    busy: () => opened.peek() !== null,
    held(seq) {
      const message = messageAt(seq)
      if (message && isOpen(message, app)) open({ kind: 'menu', message })
    },
  })
  /** Where the reader was before they followed a quote or a link; 0: at the end. */
  const cameFrom = useSignal<number | null>(null)
  const goTo = (seq: number, from: number | null) => {
    const back = view.following ? 0 : (from ?? view.whereabouts() ?? 0)
    void view.toSeq(seq, () => {
      cameFrom.value = back
    })
  }
  const toNewest = () => {
    cameFrom.value = null
    view.toNewest()
  }
  const goBack = () => {
    const seq = cameFrom.peek() ?? 0
    cameFrom.value = null
    if (seq === 0) view.toNewest()
    else void view.toSeq(seq)
  }
  useSignalEffect(() => {
    const seq = reading.wanted.value
    reading.wanted.value = null
    if (seq !== null) untracked(() => goTo(seq, null))
  })
  useSignalEffect(() => {
    const seq = router.at.value
    if (seq === null || store.visit.value.kind !== 'inside') return
    router.at.value = null
    untracked(() => void view.toSeq(seq))
  })
  useLayoutEffect(
    () => () => {
      refusedReaction.value = null
    },
    [],
  )
  const edited = useComputed(() => editing.current.value?.message.seq).value
  useLayoutEffect(() => {
    if (edited !== undefined) view.toMessage(edited)
  }, [edited, editing.asked.value])

  /** The arrow keys go from message to message, End to the newest; others do something with one. */
  const onKeyDown = (event: KeyboardEvent) => {
    byKeys()
    const message = messageAt(seqAt(event.target) ?? 0)
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey
    const key = messageKeys.find((each) => each === event.key)
    // What is typed before the emoji are there to be searched is not meant for the message.
    if (!key || !plain || !message || opened.value) return walk(event, toNewest)
    event.preventDefault()
    // That code did not come is said by whoever fetched it.
    void loadChunk(() => import('./message-actions.ts'))
      .then(({ actionsFor }) =>
        actionsFor(message, app)
          .find((action) => action.key === key)
          ?.run(message, app, open),
      )
      .catch(() => {})
  }
  useEffect(fetchLaterParts, [])
  const log = store.messages.value
  const first = log[0]?.seq ?? 0
  const newest = store.newest.value.at(-1)?.seq ?? 0
  const newSince = reading.newSince.value
  const shown = messagesOf(view.span, log)
  const begins = !store.hasOlder.value && view.span.first <= Math.max(first, 1)
  const words = t().room

  const OpenedPart = opened.value?.kind === 'menu' ? MessageMenu : AboutMessage
  return (
    <div class="log-frame">
      <PinsRow roomId={roomId} />
      <div
        class="log"
        role="log"
        aria-label={words.log}
        // Additions at either end would be read out here; LiveAnnouncements reads the new ones only.
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        ref={view.scroller}
        onScroll={view.onScroll}
        onKeyDown={onKeyDown}
        {...pointing}
      >
        <div class="log-content" ref={view.content}>
          {begins && <LogBeginning empty={log.length === 0} />}
          {shown.map((message) => (
            <Entry
              key={message.id}
              message={message}
              before={log[message.seq - first - 1]}
              isNew={message.seq === newSince}
              hold={view.hold}
              pointed={pointed}
              open={open}
              goTo={goTo}
              toDate={() => (choosingDate.value = true)}
            />
          ))}
        </div>
      </div>
      {view.fetching && <FetchingNote {...view.fetching} />}
      {cameFrom.value !== null && !view.following && <BackPill back={goBack} />}
      {cameFrom.value === null && newSince !== null && newSince < view.span.first && (
        <UnreadPill count={newest - newSince + 1} jump={() => void view.toUnread(newSince)} />
      )}
      <NewMessagesPill following={view.following} last={newest} jump={toNewest} />
      {choosingDate.value && <DateDialog close={() => (choosingDate.value = false)} />}
      {opened.value && (
        <OpenedPart
          key={opened.value.kind}
          opened={opened.value}
          open={open}
          close={() => (opened.value = null)}
        />
      )}
    </div>
  )
}

type EntryProps = {
  message: Message
  before: Message | undefined
  isNew: boolean
  hold: Hold
  pointed: Signal<number | null>
  open: (what: Opened) => void
  goTo: GoTo
  toDate: () => void
}

/** A message with the lines that stand above it. */
function Entry({ message, before, isNew, toDate, ...rest }: EntryProps) {
  const newDay = !before || !sameDay(before.postedAt, message.postedAt)
  return (
    <Fragment>
      {newDay && <DayLine at={message.postedAt} toDate={toDate} />}
      {isNew && <NewLine />}
      <MessageArticle
        message={message}
        {...rest}
        leads={newDay || isNew || !before || !!message.replyTo || !followsOn(before, message)}
      />
    </Fragment>
  )
}

/** Messages of one author within a few minutes stand together under one name. */
function followsOn(before: Message, message: Message) {
  const pause = Date.parse(message.postedAt) - Date.parse(before.postedAt)
  const named = before.deletedAt === null && before.author.id === message.author.id
  return named && pause < 5 * 60_000
}

function LogBeginning({ empty }: { empty: boolean }) {
  const words = t().room
  return empty ? (
    <div class="empty">
      <p class="empty-title">{words.empty}</p>
      <p>{words.emptyHint}</p>
    </div>
  ) : (
    <p class="log-beginning">{words.beginning}</p>
  )
}

function walk(event: KeyboardEvent, toNewest: () => void) {
  if (!(event.currentTarget instanceof HTMLElement)) return
  // The message that the keyboard was on is left behind: the arrows go on from the end that is shown.
  if (event.key === 'Home' || event.key === 'End')
    event.currentTarget.focus({ preventScroll: true })
  if (event.key === 'End') return toNewest()
  const way = { ArrowUp: 'previous', ArrowDown: 'next' }[event.key]
  if (!way) return
  const articles = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('article'))
  const focused = document.activeElement?.closest('article')
  const at = focused ? articles.indexOf(focused) : -1
  const target = way === 'next' ? articles[at + 1] : articles.at(at === -1 ? -1 : at - 1)
  if (!target || (way === 'previous' && at === 0)) return
  event.preventDefault()
  target.focus({ preventScroll: true })
  target.scrollIntoView({ block: 'nearest' })
}
