import { effect, signal } from '@preact/signals'
import {
  bestLanguage,
  isLanguage,
  type Language,
  language,
  languages,
  speak,
} from '../locale/messages.ts'
import type { createStorage } from './platform.ts'

export type Theme = 'system' | 'light' | 'dark'

export type Preferences = ReturnType<typeof createPreferences>

/** What a person chose for this browser. Everything else follows the device. */
export function createPreferences(storage: ReturnType<typeof createStorage>, page: Window) {
  const theme = signal<Theme>(themeOf(storage.get('theme')))
  const sound = signal(storage.get('sound') === 'on')
  const notifications = signal(storage.get('notifications') === 'on')
  const pushShows = signal(showsOf(storage.get('push-shows')))
  const root = page.document.documentElement

  effect(() => {
    root.dataset.theme = theme.value
    storage.set('theme', theme.value)
  })
  effect(() => storage.set('sound', sound.value ? 'on' : 'off'))
  effect(() => storage.set('notifications', notifications.value ? 'on' : 'off'))
  effect(() => storage.set('push-shows', pushShows.value))
  effect(() => {
    root.lang = language.value
    root.dir = languages[language.value].direction
  })

  return {
    theme,
    sound,
    notifications,
    /** What notifications on this device show while Parlor is closed. */
    pushShows,
    /** Fetches the words of the language that was chosen, or that the browser asks for. */
    speakPreferred() {
      const chosen = storage.get('language')
      const wanted = page.navigator.languages
      return speak(chosen && isLanguage(chosen) ? chosen : bestLanguage(wanted), wanted)
    },
    choose(next: Language) {
      storage.set('language', next)
      return speak(next, page.navigator.languages)
    },
  }
}

function showsOf(stored: string | null): 'text' | 'room' | 'nothing' {
  return stored === 'room' || stored === 'nothing' ? stored : 'text'
}

function themeOf(stored: string | null): Theme {
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}
