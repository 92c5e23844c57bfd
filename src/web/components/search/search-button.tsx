import searchIcon from 'icon:search'
import { useApp } from '../../app/app-context.ts'
import { t } from '../../locale/messages.ts'
import { Icon } from '../controls/icon.tsx'
import { SearchDialog } from './lazy-search-dialog.ts'

/** Opens the search; with its word beside the icon where there is room for it. */
export function SearchButton({ worded = false }: { worded?: boolean }) {
  const { searching } = useApp()
  return (
    <button
      type="button"
      class="plain"
      title={worded ? undefined : t().account.search}
      onPointerEnter={SearchDialog.preload}
      onFocus={SearchDialog.preload}
      onClick={searching.open}
    >
      <Icon of={searchIcon} />
      <span class={worded ? undefined : 'visually-hidden'}>{t().account.search}</span>
    </button>
  )
}
