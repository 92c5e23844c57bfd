import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import packaged, { inflate } from '@sparticuz/chromium'
import type { TestProject } from 'vitest/node'

/** How to launch the Chromium that came from npm. */
export interface Chromium {
  executablePath: string
  args: string[]
  env: Record<string, string>
}

declare module 'vitest' {
  interface ProvidedContext {
    chromium: Chromium
  }
}

/** Unpacks Chromium once for all projects of tests, and removes it after the last of them. */
export default async function unpackForTests(
  project: TestProject,
): Promise<(() => Promise<void>) | undefined> {
  const unpacked = process.env.TEST_CHROMIUM
  if (unpacked !== undefined) {
    project.provide('chromium', JSON.parse(unpacked))
    return undefined
  }
  const directory = await mkdtemp(join(tmpdir(), 'parlor-chromium-'))
  const chromium = await unpackChromium(directory)
  project.provide('chromium', chromium)
  process.env.TEST_CHROMIUM = JSON.stringify(chromium)
  return () => rm(directory, { recursive: true, force: true })
}

/**
 * Unpacks Chromium, the libraries that a small machine may lack, and a font, into `directory`.
 * The package would use what it finds in the shared temporary directory, however old or half
 * written that is; so it is given a directory of its own.
 */
export async function unpackChromium(directory: string): Promise<Chromium> {
  const before = process.env.TMPDIR
  process.env.TMPDIR = directory
  try {
    const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
    const archives = join(dirname(entry), '../bin')
    const libraries = await inflate(join(archives, 'al2023.tar.br'))
    const executablePath = await packaged.executablePath(archives)
    const fonts = join(directory, 'fonts.conf')
    await writeFile(fonts, fontConfiguration(directory))
    return {
      executablePath,
      // The package's own arguments switch off the same-origin policy, which the tests need.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--font-render-hinting=none',
        ...microphone,
      ],
      env: { LD_LIBRARY_PATH: join(libraries, 'lib'), FONTCONFIG_FILE: fonts, HOME: directory },
    }
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

/** One that beeps once a second. Without a window there is nobody to be asked whether a page may listen. */
const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

function fontConfiguration(directory: string): string {
  const directories = ['/usr/share/fonts', join(directory, 'fonts')].map((d) => `<dir>${d}</dir>`)
  return `<?xml version="1.0"?>
<fontconfig>${directories.join('')}<cachedir>${join(directory, 'font-cache')}</cachedir></fontconfig>
`
}
