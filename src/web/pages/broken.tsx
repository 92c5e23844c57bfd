import { Page } from '../components/frame/page.tsx'
import { t } from '../locale/messages.ts'

/** Shown instead of a page that threw while it was drawn. */
export function BrokenPage({ again }: { again: () => void }) {
  const words = t().broken
  return (
    <Page kind="message-page" title={words.title}>
      <p>{words.text}</p>
      <button type="button" class="primary" onClick={again}>
        {words.again}
      </button>
    </Page>
  )
}
