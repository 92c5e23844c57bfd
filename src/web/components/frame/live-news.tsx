import { wordsOf } from '../../../protocol/formatting/words.ts'
import { useApp } from '../../app/app-context.ts'

/** Reads new messages out, and only those: the log's history is not news. */
export function LiveAnnouncements() {
  const { news } = useApp()
  return (
    <div class="visually-hidden" aria-live="polite">
      {news.lines.value.map(({ id, text }) => (
        <p key={id}>{wordsOf(text)}</p>
      ))}
    </div>
  )
}
