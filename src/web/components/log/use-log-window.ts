import { useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks'
import { useApp } from '../../app/app-context.ts'
import { around, downwards, grown, type LogSpan, newest, upwards } from '../../app/log-span.ts'
import { ScrollKeeper } from './scroll-keeper.ts'

/** More is drawn, or fetched, when the reader comes this close to the edge of what is drawn. */
const edgePx = 1200

const mostPagesToUnread = 50

/** For how long a message that one came to is marked. */
const landedMs = 2500

/** What is being fetched for the log, or did not come; `again` asks once more. */
export type Fetching = {
  what: 'older' | 'newer' | 'place'
  state: 'loading' | 'failed'
  again: () => void
}

/** Which part of the room's log is drawn, moving with the reader and never jumping under them. */
export function useLogWindow(roomId: string) {
  const { store, sync, reading, clock } = useApp()
  const log = store.messages.value
  const last = log.at(-1)?.seq ?? 0
  const atEnd = store.atEnd.value
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const keeper = useRef<ScrollKeeper | null>(null)
  const span = useRef<LogSpan>({ first: 0, last: 0 })
  /** True until the line above what is new has been brought into view. */
  const seekLine = useRef(true)
  /** The `seq` of a message that is to be brought into view as soon as it is loaded. */
  const wanted = useRef<number | null>(null)
  /** The `seq` of the first message that was loaded when this was drawn last. */
  const loadedFrom = useRef(0)
  const fetching = useRef<Fetching | null>(null)
  const [, redraw] = useReducer((count: number) => count + 1, 0)

  keeper.current?.notice()
  const following = keeper.current?.following ?? true
  span.current = grown(span.current, log, following)
  // Lines go that stood above what was the beginning. Where nothing is left to scroll, only what comes in
  // above it, drawn at the same time, keeps the rest where it is.
  const first = log[0]?.seq ?? 0
  const wasFirst = loadedFrom.current
  if (first < wasFirst && span.current.first === wasFirst) span.current = upwards(span.current, log)
  loadedFrom.current = first
  const seek = wanted.current
  if (seek !== null && seek >= (log[0]?.seq ?? 1) && seek <= last) {
    const isDrawn = seek >= span.current.first && seek <= span.current.last
    if (!isDrawn) span.current = around(seek, log)
  }
  const atNewest = () => atEnd && span.current.last === last

  const draw = (next: LogSpan) => {
    if (next.first === span.current.first && next.last === span.current.last) return
    span.current = next
    redraw(0)
  }

  const toNewest = () => {
    if (keeper.current) keeper.current.following = true
    wanted.current = null
    store.apply({ kind: 'back_to_newest' })
    span.current = newest(store.messages.peek())
    redraw(0)
  }

  /** For a message that is about to unfold, or to fold; to be called back when it has. */
  const hold = (article: Element) => {
    const settled = keeper.current?.hold(article)
    return () => settled?.(atNewest())
  }

  /** Fetches, and says so meanwhile. False: it did not come. */
  const fetchPage = async (
    what: Fetching['what'],
    ask: () => Promise<boolean>,
    again: () => void,
  ): Promise<boolean> => {
    const mine: Fetching = { what, state: 'loading', again }
    fetching.current = mine
    redraw(0)
    const came = await ask()
    // Meanwhile the reader may have asked for something else.
    if (fetching.current === mine) fetching.current = came ? null : { ...mine, state: 'failed' }
    redraw(0)
    return came
  }

  /** Whether nothing else is on its way, and this has not just failed to come. */
  const isFree = (what: Fetching['what']) =>
    fetching.current?.state !== 'loading' && fetching.current?.what !== what

  const loadOlder = () => void fetchPage('older', sync.loadOlder, loadOlder)
  const loadNewer = () => void fetchPage('newer', sync.loadNewer, loadNewer)

  /** Goes to a message, wherever it stands, and marks it for a moment; calls `arrived` when it has come. */
  const toSeq = async (seq: number, arrived?: () => void): Promise<void> => {
    seekLine.current = false
    wanted.current = seq
    const came = await fetchPage(
      'place',
      () => sync.lookAt(seq),
      () => void toSeq(seq, arrived),
    )
    if (came) arrived?.()
    if (wanted.current !== seq) return
    // What there is no more, or not yet: the message next to it.
    const run = store.messages.peek()
    wanted.current = came ? Math.min(Math.max(seq, run[0]?.seq ?? 1), run.at(-1)?.seq ?? 0) : null
    redraw(0)
  }

  /** The `seq` of the first message that is in view; null: the reader is at the end. */
  const whereabouts = () => (keeper.current?.following ? null : (keeper.current?.firstSeq ?? null))

  /** Draws a message that is loaded. */
  const toMessage = (seq: number) => {
    if (seq >= span.current.first && seq <= span.current.last) return
    if (keeper.current) keeper.current.following = false
    span.current = around(seq, store.messages.value)
    redraw(0)
  }

  /** Goes to the first new message, fetching what lies between as need be. */
  const toUnread = async (seq: number) => {
    store.apply({ kind: 'back_to_newest' })
    for (let tries = 0; tries < mostPagesToUnread; tries += 1) {
      const first = store.messages.value[0]?.seq ?? 0
      if (first <= seq || !store.hasOlder.value || !(await sync.loadOlder())) break
    }
    if (keeper.current) keeper.current.following = false
    span.current = around(seq, store.messages.value)
    redraw(0)
    seekLine.current = true
  }

  /** Older messages are fetched for who moves up, or has nothing to scroll and so cannot. */
  const wantsOlder = () =>
    store.hasOlder.value &&
    isFree('older') &&
    (keeper.current?.lookingUp === true || keeper.current?.scrollable === false)

  /** After a failure nothing is fetched until asked for, or until the reader has been elsewhere. */
  const wentAway = () => {
    const { above, below } = keeper.current?.distances() ?? { above: 0, below: 0 }
    return (fetching.current?.what === 'newer' ? below : above) >= edgePx
  }

  /** Draws, or fetches, more where the reader is about to run out. */
  const extend = () => {
    const { above, below } = keeper.current?.distances() ?? { above: edgePx, below: edgePx }
    if (below < edgePx && span.current.last < last) draw(downwards(span.current, log))
    else if (above < edgePx && span.current.first > first && first > 0)
      draw(upwards(span.current, log))
    else if (above < edgePx && wantsOlder()) loadOlder()
    else if (below < edgePx && !atEnd && isFree('newer')) loadNewer()
  }

  /** Tells how far the reader has come, if they are at the end. */
  const tellReached = () => {
    if (keeper.current?.following) reading.reach(roomId, last)
  }

  const onScroll = () => {
    keeper.current?.note(atNewest())
    tellReached()
    if (fetching.current?.state === 'failed' && wentAway()) fetching.current = null
    extend()
    if (keeper.current?.following !== following) redraw(0)
  }

  useLayoutEffect(() => {
    if (!scroller.current || !content.current) return
    keeper.current = new ScrollKeeper(scroller.current, content.current)
  }, [])

  const land = (article: HTMLElement) => {
    wanted.current = null
    keeper.current?.show(article)
    if (!atNewest() && keeper.current) keeper.current.following = false
    article.focus({ preventScroll: true })
    article.dataset.landed = 'true'
    clock.after(landedMs, () => delete article.dataset.landed)
  }

  const settle = useRef(() => {})
  settle.current = () => {
    const line = seekLine.current && content.current?.querySelector('.new-line')
    if (line) keeper.current?.show(line)
    seekLine.current = false
    const landed = content.current?.querySelector<HTMLElement>(`[data-seq="${wanted.current}"]`)
    if (landed) land(landed)
    keeper.current?.settle(atNewest())
    tellReached()
    extend()
  }
  useLayoutEffect(() => settle.current())

  useEffect(() => {
    const observer = new ResizeObserver(() => settle.current())
    if (scroller.current) observer.observe(scroller.current)
    if (content.current) observer.observe(content.current)
    return () => observer.disconnect()
  }, [])

  const [printing, print] = useState(false)
  useEffect(() => {
    const begin = () => print(true)
    const end = () => print(false)
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
    return () => {
      removeEventListener('beforeprint', begin)
      removeEventListener('afterprint', end)
    }
  }, [])

  const jumps = reading.jumps.value
  useLayoutEffect(() => {
    if (jumps > 0) toNewest()
  }, [jumps])

  return {
    scroller,
    content,
    onScroll,
    // On paper, everything that is loaded.
    span: printing ? { first: log[0]?.seq ?? 0, last } : span.current,
    fetching: fetching.current,
    following,
    hold,
    toNewest,
    toSeq,
    whereabouts,
    toMessage,
    toUnread,
  }
}
