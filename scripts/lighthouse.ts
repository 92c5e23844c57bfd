import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { chromium } from 'playwright-core'
import { unpackChromium } from '../test/e2e/chromium.ts'
import { Guest, startParlor } from './pictures/parlor.ts'

/**
 * `npm run lighthouse`: what Lighthouse thinks of the welcome page, which has to be 100 in all four
 * categories, and of the list of rooms. Lighthouse comes from npm when it is run: it would add a
 * third to the packages that everybody installs. Run it on a quiet machine: whatever else is busy
 * there costs points for performance, and only those.
 */
const lighthouse = 'lighthouse@13.5.0'
const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const

type Report = { categories: Record<(typeof categories)[number], { score: number | null }> }

const profile = await mkdtemp(join(tmpdir(), 'parlor-chromium-'))
const parlor = await startParlor()
const port = await freePort()
const packaged = await unpackChromium(profile)
const browser = await chromium.launch({
  ...packaged,
  args: [...packaged.args, `--remote-debugging-port=${port}`],
})
try {
  const anna = await new Guest(parlor.url, 'anna').signUp()
  await anna.createRoom('The kitchen')
  const welcome = await scores('/', {})
  await scores('/rooms', { cookie: anna.cookie })
  if (welcome.some((score) => score < 100)) process.exitCode = 1
} finally {
  await browser.close()
  await parlor.stop()
  await rm(profile, { recursive: true, force: true })
}

/** Prints and gives the scores of a page, from 0 to 100, in the order of the categories. */
async function scores(path: string, headers: Record<string, string>): Promise<number[]> {
  const args = [
    ...['exec', '--yes', '--', lighthouse, parlor.url + path, `--port=${port}`],
    ...['--quiet', '--output=json', '--no-enable-error-reporting'],
    ...[`--only-categories=${categories}`, `--extra-headers=${JSON.stringify(headers)}`],
  ]
  const child = spawn('npm', args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const report: Report = JSON.parse(await text(child.stdout))
  const found = categories.map((name) => Math.round((report.categories[name].score ?? 0) * 100))
  console.log(path, categories.map((name, at) => `${name} ${found[at]}`).join(', '))
  return found
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address
          ? resolve(address.port)
          : reject(new Error('There is no free port.')),
      )
    })
  })
}
