import type { Coloured, Span, Wanted } from '../../text/colours/spans.ts'

/** Of a text for which a grammar takes longer, the colours are not worth the processor's time. */
const longestMs = 3000
/** So many are remembered: what scrolls back into sight has its colours at once. */
const mostKept = 200

const kept = new Map<string, Span[]>()
const waiting = new Map<number, (spans: Span[] | null) => void>()
let worker: Worker | null = null
let last = 0

/** The colours of code in a language; null if there are none. */
export async function coloursOf(language: string, text: string): Promise<Span[] | null> {
  const known = coloursKept(language, text)
  if (known) return known
  const spans = await asked({ id: ++last, language, text })
  if (spans) {
    kept.set(nameOf(language, text), spans)
    const [oldest] = kept.keys()
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  }
  return spans
}

const coloursKept = (language: string, text: string) => kept.get(nameOf(language, text)) ?? null

const nameOf = (language: string, text: string) => `${language} ${text}`

function asked(wanted: Wanted): Promise<Span[] | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(giveUp, longestMs)
    waiting.set(wanted.id, (spans) => {
      clearTimeout(timer)
      waiting.delete(wanted.id)
      resolve(spans)
    })
    worker ??= started()
    worker.postMessage(wanted)
  })
}

function started(): Worker {
  const begun = new Worker(new URL('../../text/colours/colour-worker.ts', import.meta.url), {
    type: 'module',
  })
  begun.addEventListener('message', ({ data }: MessageEvent<Coloured>) => {
    waiting.get(data.id)?.(data.spans)
  })
  begun.addEventListener('error', (event) => {
    event.preventDefault()
    giveUp()
  })
  return begun
}

/** Whoever waits does without; the next one gets another worker. */
function giveUp() {
  worker?.terminate()
  worker = null
  for (const resolve of [...waiting.values()]) resolve(null)
}
