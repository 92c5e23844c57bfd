import { accessSync, constants, globSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** A browser that the flows run in, and what has to be there for it. */
export interface Wanted {
  name: BrowserName
  /** What to install where it is not found. */
  from: string
}

export type BrowserName = 'chromium' | 'firefox' | 'webkit'

export const wanted: Wanted[] = [
  { name: 'chromium', from: 'npm ci' },
  { name: 'firefox', from: 'Debian: apt-get install firefox-esr' },
  { name: 'webkit', from: 'Debian: apt-get install webkit2gtk-driver xvfb' },
]

/** Whether all that a browser needs was found on this machine. */
export function isInstalled(name: BrowserName): boolean {
  switch (name) {
    case 'chromium':
      return true
    case 'firefox':
      return firefox() !== undefined
    case 'webkit':
      return webKit() !== undefined
    default:
      return name satisfies never
  }
}

export function firefox(): string | undefined {
  return [
    ...onPath('firefox-esr'),
    ...onPath('firefox'),
    ...thatRun(['/Applications/Firefox.app/Contents/MacOS/firefox']),
  ][0]
}

/** The driver, the browser that it drives, and the screen to do it on. */
export function webKit(): { driver: string; miniBrowser: string; screen: string } | undefined {
  const [driver] = onPath('WebKitWebDriver')
  const [miniBrowser] = thatRun(
    globSync('/usr/{lib,lib/*,libexec,lib64}/webkit{2gtk,gtk}-*/MiniBrowser'),
  )
  const [screen] = onPath('Xvfb')
  return driver && miniBrowser && screen ? { driver, miniBrowser, screen } : undefined
}

function onPath(name: string): string[] {
  return thatRun((process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
}

function thatRun(files: string[]): string[] {
  return files.filter((file) => {
    try {
      accessSync(file, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
