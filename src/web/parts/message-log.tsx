import { Fragment } from 'preact'
import { useEffect, useLayoutEffect, useReducer, useRef } from 'preact/hooks'
import type { Message } from '../../protocol/messages.ts'
import { useApp } from '../app-context.ts'
import { downwards, grown, type LogSpan, messagesOf, newest, upwards } from '../log-span.ts'
import { sameDay } from '../times.ts'
import { t } from '../words.ts'
import { DayLine, NewLine } from './log-lines.tsx'
import { MessageArticle } from './message.tsx'
import { NewMessagesPill } from './new-messages-pill.tsx'
import { ScrollKeeper } from './scroll-keeper.ts'

/** More is drawn, or fetched, when the reader comes this close to the edge of what is drawn. */
const edgePx = 1200

/** The room's log: a window onto it that moves with the reader and never jumps under them. */
export function MessageLog({ roomId }: { roomId: string }) {
  const { store, sync, reading } = useApp()
  const log = store.messages.value
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const keeper = useRef<ScrollKeeper | null>(null)
  const span = useRef<LogSpan>({ first: 0, last: 0 })
  const older = useRef<'idle' | 'loading' | 'failed'>('idle')
  const [, redraw] = useReducer((count: number) => count + 1, 0)

  span.current = grown(span.current, log, keeper.current?.following ?? true)
  const last = log.at(-1)?.seq ?? 0
  const atNewest = () => span.current.last === last
  const newSince = reading.newSince.value

  const draw = (next: LogSpan) => {
    if (next.first === span.current.first && next.last === span.current.last) return
    span.current = next
    redraw(0)
  }

  const toNewest = () => {
    if (keeper.current) keeper.current.following = true
    span.current = newest(log)
    redraw(0)
  }

  const loadOlder = async () => {
    if (older.current === 'loading') return
    older.current = 'loading'
    older.current = (await sync.loadOlder()) ? 'idle' : 'failed'
    redraw(0)
  }

  /** Draws or fetches more where the reader is about to run out. */
  const extend = () => {
    const { above, below } = keeper.current?.distances() ?? { above: edgePx, below: edgePx }
    const first = log[0]?.seq ?? span.current.first
    if (below < edgePx && !atNewest()) draw(downwards(span.current, log))
    else if (above < edgePx && span.current.first > first) draw(upwards(span.current, log))
    else if (above < edgePx && store.hasOlder.value && older.current === 'idle') void loadOlder()
  }

  const onScroll = () => {
    keeper.current?.note(atNewest())
    if (keeper.current?.following) reading.seen(roomId, last)
    if (older.current === 'failed') older.current = 'idle'
    extend()
    redraw(0)
  }

  useLayoutEffect(() => {
    if (!scroller.current || !content.current) return
    const keeping = new ScrollKeeper(scroller.current, content.current)
    keeper.current = keeping
    const line = content.current.querySelector('.new-line')
    if (line) keeping.show(line)
  }, [])

  useLayoutEffect(() => {
    keeper.current?.settle(atNewest())
    if (keeper.current?.following) reading.seen(roomId, last)
    extend()
  })

  useEffect(() => {
    const observer = new ResizeObserver(() => keeper.current?.settle(atNewestNow.current()))
    if (scroller.current) observer.observe(scroller.current)
    if (content.current) observer.observe(content.current)
    return () => observer.disconnect()
  }, [])
  const atNewestNow = useRef(atNewest)
  atNewestNow.current = atNewest

  const jumps = reading.jumps.value
  useLayoutEffect(() => {
    if (jumps > 0) toNewest()
  }, [jumps])

  const words = t().room
  const shown = messagesOf(span.current, log)
  const begins = !store.hasOlder.value && shown[0]?.seq === log[0]?.seq
  return (
    <div class="log-frame">
      <div
        class="log"
        role="log"
        aria-label={words.log}
        // Additions at either end would be read out here; LiveNews reads the new ones only.
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        ref={scroller}
        onScroll={onScroll}
        onKeyDown={(event) => walk(event, toNewest)}
      >
        <div class="log-content" ref={content}>
          {begins && <LogBeginning empty={log.length === 0} />}
          {older.current === 'loading' && <p class="log-note">{words.loadingOlder}</p>}
          {older.current === 'failed' && <p class="log-note error">{words.olderFailed}</p>}
          {shown.map((message) => (
            <Entry
              key={message.id}
              message={message}
              before={log[message.seq - (log[0]?.seq ?? 0) - 1]}
              isNew={message.seq === newSince}
            />
          ))}
        </div>
      </div>
      <NewMessagesPill following={keeper.current?.following ?? true} last={last} jump={toNewest} />
    </div>
  )
}

type EntryProps = { message: Message; before: Message | undefined; isNew: boolean }

/** A message with the lines that stand above it. */
function Entry({ message, before, isNew }: EntryProps) {
  const newDay = !before || !sameDay(before.postedAt, message.postedAt)
  return (
    <Fragment>
      {newDay && <DayLine at={message.postedAt} />}
      {isNew && <NewLine />}
      <MessageArticle
        message={message}
        leads={newDay || isNew || !before || !followsOn(before, message)}
      />
    </Fragment>
  )
}

/** Messages of one author within a few minutes stand together under one name. */
function followsOn(before: Message, message: Message) {
  const pause = Date.parse(message.postedAt) - Date.parse(before.postedAt)
  return before.author.id === message.author.id && pause < 5 * 60_000
}

function LogBeginning({ empty }: { empty: boolean }) {
  const words = t().room
  return empty ? (
    <div class="empty">
      <p class="empty-title">{words.empty}</p>
      <p>{words.emptyHint}</p>
    </div>
  ) : (
    <p class="log-note">{words.beginning}</p>
  )
}

/** The arrow keys go from message to message, End to the newest. */
function walk(event: KeyboardEvent, toNewest: () => void) {
  if (event.key === 'End') return toNewest()
  const way = { ArrowUp: 'previous', ArrowDown: 'next' }[event.key]
  if (!way || !(event.currentTarget instanceof HTMLElement)) return
  const articles = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('article'))
  const focused = document.activeElement
  const at = focused instanceof HTMLElement ? articles.indexOf(focused) : -1
  const target = way === 'next' ? articles[at + 1] : articles.at(at === -1 ? -1 : at - 1)
  if (!target || (way === 'previous' && at === 0)) return
  event.preventDefault()
  target.focus({ preventScroll: true })
  target.scrollIntoView({ block: 'nearest' })
}
