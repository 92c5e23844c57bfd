import settingsIcon from 'icon:settings-2'
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
  const { store, barTaken, screen, account } = useApp()
  const { askToLeave } = useLeaving()
  const session = store.session.value
  const isIn = session.kind === 'in'
  const name = isIn ? t().account.menu : t().preferences.title
  const { preload } = openedFor(isIn)
  const failure = account.failure.value

  return (
    <>
      <nav class="account" aria-label={t().account.label}>
        {/* The narrow bar of a room leaves the place to its name; its people's panel has it. */}
        {isIn && (screen.isWide.value || !barTaken.value) && <SearchButton />}
        <button
          type="button"
          class="plain"
          title={name}
          // Keys that follow at once are meant for the dialog, not for the page below it.
          onPointerEnter={preload}
          onFocus={preload}
          onClick={({ currentTarget }) => (account.opener.value = currentTarget)}
        >
          {isIn ? <Avatar user={session.user} /> : <Icon of={settingsIcon} />}
          <span class="visually-hidden">{name}</span>
        </button>
        {isIn && (
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
      {failure && (
        <p class="error" role="alert">
          {explain(failure)}
        </p>
      )}
    </>
  )
}

/** What the bar opens. It stays while one bar takes the place of another, as when a room has come. */
export function AccountDialogs() {
  const { store, account } = useApp()
  const { leave, askToLeave } = useLeaving()
  const { asking, opener } = account
  const Opened = openedFor(store.session.value.kind === 'in')
  return (
    <>
      {asking.value && <LogOutDialog leave={leave} close={() => (asking.value = false)} />}
      {opener.value && (
        <Opened below={opener.value} leave={askToLeave} close={() => (opener.value = null)} />
      )}
    </>
  )
}

const openedFor = (isIn: boolean) => (isIn ? AccountMenu : PreferencesDialog)

function useLeaving() {
  const { logOut, unsent, account } = useApp()
  const leave = async () => {
    const answer = await logOut()
    account.failure.value = answer.ok ? null : answer.refusal
  }
  const askToLeave = () => {
    const { messages, changes, drafts } = unsent()
    if (messages + changes + drafts > 0) account.asking.value = true
    else void leave()
  }
  return { leave, askToLeave }
}
