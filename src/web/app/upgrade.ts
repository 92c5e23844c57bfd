import { effect, signal } from '@preact/signals'
import { missedChunks } from './chunks.ts'
import type { Clock } from './clock.ts'

type Deps = {
  page: Window
  clock: Clock
  /** Whether nothing waits to be sent. */
  isAllSent: () => boolean
}

export type Upgrade = ReturnType<typeof createUpgrade>

const lookAgainMs = 1000
/** Where a tab remembers for which version it was loaded anew, so that it is not done twice. */
const reloadedFor = 'reloaded-for'

/**
 * When code that the page needs is gone, finds out whether the server has a newer version of the
 * page; if it does, the page is loaded anew as soon as nothing is lost by it.
 */
export function createUpgrade({ page, clock, isAllSent }: Deps) {
  /** The server has a newer version than this page is of. */
  const newer = signal(false)

  const ask = async () => {
    const theirs = await entryOf(await current(page))
    const ours = entryOf(page.document.documentElement.outerHTML)
    if (!theirs || !ours || theirs === ours || newer.peek()) return
    newer.value = true
    if (reloadedBefore(page, theirs)) return
    const look = () => {
      if (isAllSent() && !isBusy(page.document)) page.location.reload()
      else clock.after(lookAgainMs, look)
    }
    look()
  }

  effect(() => {
    if (missedChunks.value > 0) void ask()
  })

  return { newer }
}

/** The page as the server has it now; empty if it cannot be had. */
async function current(page: Window): Promise<string> {
  try {
    const reply = await page.fetch(page.document.baseURI, {
      cache: 'no-store',
      headers: { accept: 'text/html' },
    })
    return reply.ok ? await reply.text() : ''
  } catch {
    return ''
  }
}

/** The script that a page begins with; its name tells one version from another. */
const entryOf = (html: string) => html.match(/<script type="module"[^>]* src="([^"]+)"/)?.[1]

/** True if this tab was loaded anew for this version before, or cannot remember whether it was. */
function reloadedBefore(page: Window, version: string): boolean {
  try {
    if (page.sessionStorage.getItem(reloadedFor) === version) return true
    page.sessionStorage.setItem(reloadedFor, version)
    return false
  } catch {
    return true
  }
}

/** True while something is being typed or a dialog is open: no moment to load the page anew. */
function isBusy(document: Document): boolean {
  if (document.querySelector('dialog[open]')) return true
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'input, textarea',
  )
  return [...fields].some(
    (field) => field.value !== '' && field.type !== 'radio' && field.type !== 'checkbox',
  )
}
