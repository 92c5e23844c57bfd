import { adminTexts } from '../../locale/admin/texts.ts'
import { explain } from '../../locale/messages.ts'
import type { usePages } from '../controls/use-pages.ts'

/** What stands below a list that comes page by page. */
export function ListEnd({ of }: { of: ReturnType<typeof usePages<unknown>> }) {
  const words = adminTexts()
  return (
    <>
      {of.refusal.value && (
        <p class="error" role="alert">
          {explain(of.refusal.value)}
        </p>
      )}
      {of.isLoaded.value && of.entries.value.length === 0 && <p class="empty">{words.none}</p>}
      {of.next.value !== null && (
        <button type="button" onClick={() => void of.more()}>
          {words.more}
        </button>
      )}
    </>
  )
}
