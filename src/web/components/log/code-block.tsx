import copiedIcon from 'icon:check'
import copyIcon from 'icon:copy'
import { useSignal } from '@preact/signals'
import { useApp } from '../../app/app-context.ts'
import { copyText } from '../../app/clipboard.ts'
import { t } from '../../locale/messages.ts'
import { Icon } from '../controls/icon.tsx'

/** Code that stands by itself, as it was written, with a button that copies it. */
export function CodeBlock({ language, text }: { language: string; text: string }) {
  const { news } = useApp()
  const copied = useSignal(false)
  const copy = async () => {
    copied.value = await copyText(text.replace(/\n$/, ''))
    news.say(copied.value ? t().sending.copied : t().actions.notCopied)
  }
  return (
    <div class="code-block" dir="ltr">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the page is reached by keyboard */}
      <pre tabIndex={0} data-language={language || undefined}>
        <code>{text}</code>
      </pre>
      <button
        type="button"
        class="plain"
        aria-label={t().actions.copyCode}
        title={t().actions.copyCode}
        onClick={() => void copy()}
      >
        <Icon of={copied.value ? copiedIcon : copyIcon} />
      </button>
    </div>
  )
}
