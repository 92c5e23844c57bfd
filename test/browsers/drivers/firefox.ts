import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Bidi } from './bidi.ts'
import type { Driver, Window } from './driver.ts'
import { type Actions, chord, pressing, typing, wheel } from './input.ts'
import { Program } from './program.ts'

/** Firefox as the machine has it, without a screen, through WebDriver BiDi. */
export async function startFirefox(executable: string): Promise<Driver> {
  const directory = await mkdtemp(join(tmpdir(), 'parlor-firefox-'))
  await writeFile(join(directory, 'user.js'), preferences)
  const parts = ['--headless', '--no-remote', '--profile', directory, '--remote-debugging-port=0']
  const program = new Program(executable, parts, { HOME: directory })
  const address = await program.says(/WebDriver BiDi listening on (ws:\/\/\S+)\n/)
  const bidi = await Bidi.connect(`${address}/session`)
  const { capabilities } = await bidi.send<{ capabilities: { browserVersion: string } }>(
    'session.new',
    { capabilities: {} },
  )
  return {
    version: `Firefox ${capabilities.browserVersion}`,
    touch: true,
    inputMethod: false,
    newProfile: async () => {
      const profile = await bidi.send<{ userContext: string }>('browser.createUserContext', {})
      return {
        newWindow: async () => {
          // A tab behind another one is hidden, and the page is told so.
          const kind = { type: 'window', ...profile }
          const { context } = await bidi.send<{ context: string }>('browsingContext.create', kind)
          return windowOf(bidi, context)
        },
        close: async () => {
          await bidi.send('browser.removeUserContext', profile)
        },
      }
    },
    close: async () => {
      bidi.close()
      await program.end()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** Nothing is asked of the network but Parlor; the rest is set by Firefox itself where it is driven. */
const preferences = `
user_pref('network.captive-portal-service.enabled', false);
user_pref('network.connectivity-service.enabled', false);
user_pref('services.settings.server', 'data:,#none');
user_pref('datareporting.policy.dataSubmissionEnabled', false);
user_pref('browser.newtabpage.enabled', false);
`

interface Evaluated {
  type: 'success' | 'exception'
  result?: { value?: string }
  exceptionDetails?: { text: string }
}

function windowOf(bidi: Bidi, context: string): Window {
  const perform = async (actions: Actions) => {
    await bidi.send('input.performActions', { context, actions })
  }
  return {
    goto: async (url) => {
      await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' })
    },
    reload: async () => {
      await bidi.send('browsingContext.reload', { context, wait: 'complete' })
    },
    evaluate: async (expression) => {
      // As JSON: what BiDi makes of objects would have to be read back.
      const asJson = `Promise.resolve(${expression}).then((it) => JSON.stringify(it ?? null))`
      const said = await bidi.send<Evaluated>('script.evaluate', {
        expression: asJson,
        target: { context },
        awaitPromise: true,
        userActivation: true,
      })
      if (said.type === 'exception') throw new Error(said.exceptionDetails?.text)
      return JSON.parse(said.result?.value ?? 'null')
    },
    press: (names) => perform(chord(names)),
    type: (text) => perform(typing(text)),
    undo: () => perform(chord('Control+z')),
    redo: () => perform(chord('Control+Shift+z')),
    click: (x, y) => perform(pressing('mouse', x, y)),
    tap: (x, y) => perform(pressing('touch', x, y)),
    wheel: (x, y, by) => perform(wheel(x, y, by)),
    screenshot: async () => {
      const { data } = await bidi.send<{ data: string }>('browsingContext.captureScreenshot', {
        context,
      })
      return Buffer.from(data, 'base64')
    },
  }
}
