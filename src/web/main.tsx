import './app/older-browsers.ts'
import { render } from 'preact'
import { App, fetchAhead } from './app/app.tsx'
import { AppContext } from './app/app-context.ts'
import { addressOf } from './app/base-path.ts'
import './styles/index.css'
import { startApp } from './app/composition.ts'
import { trustOwnScripts } from './app/trusted-types.ts'

trustOwnScripts(window)
const app = startApp(window)
fetchAhead()
/** A page in English is better than none: words that are slow to come turn it when they do. */
const longestWordlessMs = 3000
await Promise.race([
  app.preferences.speakPreferred(),
  new Promise((resolve) => setTimeout(resolve, longestWordlessMs)),
])
const root = document.getElementById('app')
if (root) {
  root.replaceChildren()
  render(
    <AppContext value={app}>
      <App />
    </AppContext>,
    root,
  )
}

// Without a worker the page is the same, only not there when the server is not.
if (import.meta.env.PROD)
  void navigator.serviceWorker?.register(addressOf('/sw.js')).catch(() => {})
