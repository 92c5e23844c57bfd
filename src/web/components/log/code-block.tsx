import copiedIcon from 'icon:check'
import copyIcon from 'icon:copy'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useApp } from '../../app/app-context.ts'
import { loadChunk } from '../../app/chunks.ts'
import { messageTexts } from '../../locale/message/texts.ts'
import type { Span } from '../../text/colours/spans.ts'
import { Icon } from '../controls/icon.tsx'

/** Code that stands by itself, as it was written, with a button that copies it. */
export function CodeBlock({ language, text }: { language: string; text: string }) {
  const { news } = useApp()
  const copied = useSignal(false)
  const spans = useColours(language, text)
  const copy = async () => {
    const { copyText } = await loadChunk(() => import('./copying.ts'))
    copied.value = await copyText(text.replace(/\n$/, ''))
    news.say(copied.value ? messageTexts().sending.copied : messageTexts().copying.notCopied)
  }
  return (
    <div class="code-block" dir="ltr">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the page is reached by keyboard */}
      <pre tabIndex={0} data-language={language || undefined}>
        <code>{spans ? spans.map(coloured) : text}</code>
      </pre>
      <button
        type="button"
        class="plain"
        aria-label={messageTexts().copying.copyCode}
        title={messageTexts().copying.copyCode}
        onClick={() => void copy().catch(() => {})}
      >
        <Icon of={copied.value ? copiedIcon : copyIcon} />
      </button>
    </div>
  )
}

const coloured = ({ kind, text }: Span) =>
  kind === '' ? text : <span class={`code-${kind}`}>{text}</span>

/** They come later, and change nothing but colours: nothing moves. */
function useColours(language: string, text: string): Span[] | null {
  const spans = useSignal<Span[] | null>(null)
  useEffect(() => {
    let wanted = language !== ''
    spans.value = null
    const load = async () => {
      const { coloursOf } = await loadChunk(() => import('./code-colours.ts'))
      const found = await coloursOf(language, text)
      if (wanted) spans.value = found
    }
    if (wanted) load().catch(() => {})
    return () => {
      wanted = false
    }
  }, [language, text])
  return spans.value
}
