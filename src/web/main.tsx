import { render } from 'preact'
import { App } from './app.tsx'
import { AppContext } from './app-context.ts'
import './styles/index.css'
import { startApp } from './wiring.ts'

const app = startApp(window)
await app.preferences.speakPreferred()
render(
  <AppContext value={app}>
    <App />
  </AppContext>,
  document.body.querySelector('#app') ?? document.body,
)
