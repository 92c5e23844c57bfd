import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Message } from '../../../protocol/messages.ts'
import { loadChunk } from '../../app/chunks.ts'

/** Has the messages that were selected copied as one would paste them, as soon as the code for it is there. */
export function useCopying(
  log: RefObject<HTMLElement | null>,
  messageAt: (seq: number) => Message | undefined,
) {
  const find = useRef(messageAt)
  find.current = messageAt

  useEffect(() => {
    let isGone = false
    let stop = () => {}
    const start = async () => {
      const { startCopying } = await loadChunk(() => import('./copying.ts'))
      if (log.current && !isGone) stop = startCopying(log.current, (seq) => find.current(seq))
    }
    // Without it the browser copies what was selected as it is drawn.
    void start().catch(() => {})
    return () => {
      isGone = true
      stop()
    }
  }, [])
}
