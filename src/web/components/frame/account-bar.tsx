import settingsIcon from 'icon:settings-2'
import { useSignal } from '@preact/signals'
import type { Refusal } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { explain, t } from '../../locale/messages.ts'
import { Avatar } from '../controls/avatar.tsx'
import { Icon } from '../controls/icon.tsx'
import { lazy } from '../controls/lazy.tsx'
import { SearchButton } from '../search/search-button.tsx'

const PreferencesDialog = lazy(
  async () => (await import('../account/preferences-dialog.tsx')).PreferencesDialog,
)
const AccountMenu = lazy(async () => (await import('../account/account-menu.tsx')).AccountMenu)
const LogOutDialog = lazy(async () => (await import('../account/log-out-dialog.tsx')).LogOutDialog)

/** The person's own name, what they chose, and the way out: at the end of each page's bar. */
export function AccountBar() {
  const { store, logOut, unsent, barTaken, screen } = useApp()
  const session = store.session.value
  /** The button, while what it opens is there. */
  const opener = useSignal<Element | null>(null)
  const asking = useSignal(false)
  const failure = useSignal<Refusal | null>(null)

  const leave = async () => {
    const answer = await logOut()
    failure.value = answer.ok ? null : answer.refusal
  }

  const askToLeave = () => {
    const { messages, changes, drafts } = unsent()
    if (messages + changes + drafts > 0) asking.value = true
    else void leave()
  }

  const isIn = session.kind === 'in'
  const Opened = isIn ? AccountMenu : PreferencesDialog
  const name = isIn ? t().account.menu : t().preferences.title

  return (
    <>
      <nav class="account" aria-label={t().account.label}>
        {/* The narrow bar of a room leaves the place to its name; its people's panel has it. */}
        {session.kind === 'in' && (screen.isWide.value || !barTaken.value) && <SearchButton />}
        <button
          type="button"
          class="plain"
          title={name}
          // Keys that follow at once are meant for the dialog, not for the page below it.
          onPointerEnter={Opened.preload}
          onFocus={Opened.preload}
          onClick={({ currentTarget }) => (opener.value = currentTarget)}
        >
          {session.kind === 'in' ? <Avatar user={session.user} /> : <Icon of={settingsIcon} />}
          <span class="visually-hidden">{name}</span>
        </button>
        {session.kind === 'in' && (
          <>
            <span class="me">
              <span class="visually-hidden">{t().account.loggedInAs} </span>
              <bdi>{session.user.username}</bdi>
            </span>
            <button
              type="button"
              class="plain log-out"
              onFocus={LogOutDialog.preload}
              onClick={askToLeave}
            >
              {t().account.logOut}
            </button>
          </>
        )}
      </nav>
      {failure.value && (
        <p class="error" role="alert">
          {explain(failure.value)}
        </p>
      )}
      {asking.value && <LogOutDialog leave={leave} close={() => (asking.value = false)} />}
      {opener.value && (
        <Opened below={opener.value} leave={askToLeave} close={() => (opener.value = null)} />
      )}
    </>
  )
}
