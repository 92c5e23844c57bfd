import { useSignal } from '@preact/signals'
import { useApp } from '../../app/app-context.ts'
import { chime } from '../../app/chime.ts'
import type { Theme } from '../../app/preferences.ts'
import { isLanguage, language, languages, t } from '../../locale/messages.ts'
import { preferencesTexts } from '../../locale/preferences/texts.ts'
import { Dialog } from '../controls/dialog.tsx'
import { OwnData } from '../instance/own-data.tsx'
import { AccountChoices } from './account-choices.tsx'
import { PushChoices } from './push-choices.tsx'

export function PreferencesDialog({ close }: { close: () => void }) {
  const { preferences, store, helpShown } = useApp()
  const words = preferencesTexts()
  const session = store.session.value
  const themes: [Theme, string][] = [
    ['system', words.themeSystem],
    ['light', words.themeLight],
    ['dark', words.themeDark],
  ]

  return (
    <Dialog title={words.title} close={close}>
      <label class="field">
        <span>{words.language}</span>
        <select
          value={language.value}
          onChange={({ currentTarget: { value } }) => {
            if (isLanguage(value)) void preferences.choose(value)
          }}
        >
          {Object.entries(languages).map(([tag, { name }]) => (
            <option key={tag} value={tag} lang={tag}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <fieldset>
        <legend>{words.theme}</legend>
        {themes.map(([theme, label]) => (
          <label class="choice" key={theme}>
            <input
              type="radio"
              name="theme"
              checked={preferences.theme.value === theme}
              onChange={() => (preferences.theme.value = theme)}
            />
            {label}
          </label>
        ))}
      </fieldset>
      {session.kind === 'in' && (
        <>
          <AttentionChoices />
          <PushChoices />
          <AccountChoices />
          <OwnData close={close} />
        </>
      )}
      <div class="actions">
        <button
          type="button"
          onClick={() => {
            close()
            helpShown.value = true
          }}
        >
          {words.help}
        </button>
        <button type="button" class="primary" onClick={close}>
          {t().close}
        </button>
      </div>
    </Dialog>
  )
}

/** To be called on a click only; browsers refuse it otherwise, and rightly. */
async function askForNotifications(): Promise<boolean> {
  if (!('Notification' in window)) return false
  return (await Notification.requestPermission()) === 'granted'
}

function AttentionChoices() {
  const { preferences } = useApp()
  const blocked = useSignal(false)
  const words = preferencesTexts()

  const chooseNotifications = async (wanted: boolean) => {
    const granted = wanted && (await askForNotifications())
    preferences.notifications.value = granted
    blocked.value = wanted && !granted
  }

  return (
    <fieldset>
      <legend>{words.attention}</legend>
      <p class="hint">{words.onlyAway}</p>
      <label class="choice">
        <input
          type="checkbox"
          checked={preferences.sound.value}
          onChange={({ currentTarget }) => {
            preferences.sound.value = currentTarget.checked
            if (currentTarget.checked) chime()
          }}
        />
        {words.sound}
      </label>
      <label class="choice">
        <input
          type="checkbox"
          checked={preferences.notifications.value}
          onChange={({ currentTarget }) => void chooseNotifications(currentTarget.checked)}
        />
        {words.notifications}
      </label>
      {blocked.value && (
        <p class="error" role="alert">
          {words.notificationsBlocked}
        </p>
      )}
    </fieldset>
  )
}
