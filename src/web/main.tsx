import './app/older-browsers.ts'
import { render } from 'preact'
import { App, fetchAhead } from './app/app.tsx'
import { AppContext } from './app/app-context.ts'
import { addressOf } from './app/base-path.ts'
import './styles/index.css'
import { startApp } from './app/composition.ts'
import { trustOwnScripts } from './app/trusted-types.ts'

/** A page in English is better than none: words that are slow to come turn it when they do. */
const longestWordlessMs = 3000

// Not there where the browser was found to be too old, which is said in its place.
const root = document.getElementById('app')
// Nothing is waited for here: the words of a language import from this file, and would wait for its end.
if (root) void start(root)

async function start(root: HTMLElement) {
  trustOwnScripts(window)
  const app = startApp(window)
  fetchAhead()
  await Promise.race([
    app.preferences.speakPreferred(),
    new Promise((resolve) => setTimeout(resolve, longestWordlessMs)),
  ])
  root.replaceChildren()
  render(
    <AppContext value={app}>
      <App />
    </AppContext>,
    root,
  )
  // Without a worker the page is the same, only not there when the server is not.
  if (import.meta.env.PROD)
    void navigator.serviceWorker?.register(addressOf('/sw.js')).catch(() => {})
}
