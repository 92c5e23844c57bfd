import forYouIcon from 'icon:at-sign'
import readIcon from 'icon:check-check'
import goIcon from 'icon:compass'
import outIcon from 'icon:log-out'
import sessionsIcon from 'icon:monitor-smartphone'
import settingsIcon from 'icon:settings-2'
import { useSignal } from '@preact/signals'
import type { Refusal } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { readAll } from '../../app/read-all.ts'
import { forYouTexts } from '../../locale/for-you/texts.ts'
import { explain, t } from '../../locale/messages.ts'
import { preferencesTexts } from '../../locale/preferences/texts.ts'
import { railTexts } from '../../locale/rail/texts.ts'
import { Dialog } from '../controls/dialog.tsx'
import { Icon } from '../controls/icon.tsx'
import { Link } from '../controls/link.tsx'
import { Menu } from '../controls/menu.tsx'
import { PreferencesDialog } from './preferences-dialog.tsx'
import { SessionsList } from './sessions-list.tsx'

type Props = { below: Element; leave: () => void; close: () => void }

/** What concerns oneself: what is for one, what one chose, where one is logged in, and the way out. */
export function AccountMenu({ below, leave, close }: Props) {
  const app = useApp()
  const asked = useSignal<'preferences' | 'sessions' | null>(null)
  const refused = useSignal<Refusal | null>(null)
  const session = app.store.session.value
  const words = preferencesTexts()
  if (asked.value === 'preferences') return <PreferencesDialog close={close} />
  if (asked.value === 'sessions') {
    return (
      <Dialog title={words.sessions} close={close}>
        <SessionsList headed />
        <div class="actions">
          <button type="button" class="primary" onClick={close}>
            {t().close}
          </button>
        </div>
      </Dialog>
    )
  }
  return (
    <Menu label={t().account.menu} below={below} close={close}>
      {session.kind === 'in' && (
        <p class="menu-head">
          <bdi>{session.user.username}</bdi>
        </p>
      )}
      <button
        type="button"
        class="plain"
        onClick={() => {
          close()
          app.goToShown.value = true
        }}
      >
        <Icon of={goIcon} />
        {railTexts().goTo}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the link in it leads on */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a link is pressed by Enter, which is a click */}
      <div class="menu-link" onClick={close}>
        <Link to="/for-you" class="button plain">
          <Icon of={forYouIcon} />
          {forYouTexts().title}
        </Link>
      </div>
      <button
        type="button"
        class="plain"
        onClick={async () => {
          refused.value = await readAll(app)
          if (!refused.peek()) close()
        }}
      >
        <Icon of={readIcon} />
        {forYouTexts().readAll}
      </button>
      {refused.value && (
        <p class="error" role="alert">
          {explain(refused.value)}
        </p>
      )}
      <button type="button" class="plain" onClick={() => (asked.value = 'preferences')}>
        <Icon of={settingsIcon} />
        {t().preferences.title}
      </button>
      <button type="button" class="plain" onClick={() => (asked.value = 'sessions')}>
        <Icon of={sessionsIcon} />
        {words.sessions}
      </button>
      <button
        type="button"
        class="plain"
        onClick={() => {
          close()
          leave()
        }}
      >
        <Icon of={outIcon} />
        {t().account.logOut}
      </button>
    </Menu>
  )
}
