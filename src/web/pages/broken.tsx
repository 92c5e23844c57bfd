import { Page } from '../parts/page.tsx'
import { t } from '../words.ts'

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
