import { useApp } from '../../app/app-context.ts'
import { t } from '../../locale/messages.ts'
import { Link } from '../controls/link.tsx'
import { AccountBar } from './account-bar.tsx'

/** The bar of every page that has none of its own, as a room has. */
export function Header() {
  const { barTaken, screen, store } = useApp()
  if (barTaken.value) return null
  const hasRail = screen.isWide.value && store.session.value.kind === 'in'
  return (
    <header class="site-header">
      {!hasRail && (
        <Link class="brand" to="/rooms">
          {t().product}
        </Link>
      )}
      <AccountBar />
    </header>
  )
}
