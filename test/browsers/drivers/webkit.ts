import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Driver, Window } from './driver.ts'
import { type Actions, chord, pressing, typing, wheel } from './input.ts'
import { Program } from './program.ts'
import { WebDriver } from './webdriver.ts'

/** Where the driver is, the browser that it drives, and the screen to do it on. */
interface Parts {
  driver: string
  miniBrowser: string
  screen: string
}

/** WebKitGTK's own small browser, on a screen that nobody sees, through W3C WebDriver. */
export async function startWebKit({ driver, miniBrowser, screen: xvfb }: Parts): Promise<Driver> {
  const screen = new Program(xvfb, ['-displayfd', '3', '-screen', '0', '1280x900x24'])
  const display = `:${await screen.says(/^(\d+)\n/m)}`
  const start = () => startSession(driver, miniBrowser, display)
  const { session, close } = await start()
  await close()
  return {
    version: `WebKitGTK ${session.version}`,
    // It takes pointers of any kind, and makes each of them a mouse.
    touch: false,
    inputMethod: true,
    newProfile: async () => {
      // Each session is a browser of its own, whose profile is empty and is not kept.
      const { session, close } = await start()
      let used = false
      return {
        newWindow: async () => {
          const handle = used
            ? (await session.post<{ handle: string }>('window/new', { type: 'window' })).handle
            : await session.get<string>('window')
          used = true
          return windowOf(session, handle)
        },
        close,
      }
    },
    close: () => screen.end(),
  }
}

/** A driver for each session: it has one at a time. */
async function startSession(executable: string, miniBrowser: string, display: string) {
  const port = await freePort()
  const program = new Program(executable, [`--port=${port}`], {
    DISPLAY: display,
    GDK_BACKEND: 'x11',
    // No bus is there to ask for accessibility.
    NO_AT_BRIDGE: '1',
    // An input method that every machine has: Ctrl+Shift+U, a number, Enter.
    GTK_IM_MODULE: 'gtk-im-context-simple',
    // WebKit's sandbox refuses to work for root, as whom containers run.
    ...(process.getuid?.() === 0 ? { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : {}),
  })
  const server = `http://127.0.0.1:${port}`
  await answering(`${server}/status`)
  const session = await WebDriver.start(server, {
    'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] },
  })
  return {
    session,
    close: async () => {
      // What it does not end by itself, ends with its process group.
      await session.close().catch(() => {})
      await program.end()
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function answering(url: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const reply = await fetch(url).catch(() => undefined)
    if (reply?.ok) return
    await wait(100)
  }
  throw new Error(`nothing answers at ${url}`)
}

function windowOf(session: WebDriver, handle: string): Window {
  const here = <Result>(command: string, body: object) =>
    session.inWindow(handle, () => session.post<Result>(command, body))
  const perform = async (actions: Actions) => {
    await here('actions', { actions })
  }
  let turned = 0
  const edit = async (command: string) => {
    await here('execute/sync', { script: `document.execCommand('${command}')`, args: [] })
  }
  return {
    goto: async (url) => {
      await here('url', { url })
    },
    reload: async () => {
      await here('refresh', {})
    },
    evaluate: async (expression) => {
      const script = `const done = arguments[0]
        Promise.resolve().then(() => (${expression})).then(
          (it) => done(JSON.stringify({ it: it ?? null })),
          (error) => done(JSON.stringify({ error: String(error) })))`
      const said = await here<string>('execute/async', { script, args: [] })
      const { it, error } = JSON.parse(said)
      if (error !== undefined) throw new Error(error)
      return it
    },
    press: (names) => perform(chord(names)),
    type: (text) => perform(typing(text)),
    // This small browser has no keys for them.
    undo: () => edit('undo'),
    redo: () => edit('redo'),
    click: (x, y) => perform(pressing('mouse', x, y)),
    tap: (x, y) => perform(pressing('touch', x, y)),
    wheel: (x, y, by) => {
      // It takes what it is told for where the wheel is by now, and turns by the difference.
      turned += by
      return perform(wheel(x, y, turned))
    },
    screenshot: async () => {
      const taken = session.inWindow(handle, () => session.get<string>('screenshot'))
      return Buffer.from(await taken, 'base64')
    },
  }
}
