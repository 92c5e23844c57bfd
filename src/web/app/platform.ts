import type { FirstLoad } from '../../protocol/first-load.ts'
import { firstLoadId } from '../../protocol/limits.ts'
import type { Locks } from './drain.ts'
import type { Storage } from './outbox.ts'

/**
 * What the names begin with under which the Parlor below a path keeps things in the browser: all pages of
 * a host share its storage, those of another Parlor below another path, too. No path holds a space.
 */
export function namesOf(basePath: string): string {
  return basePath === '' ? '' : `${basePath} `
}

/**
 * The browser's storage; in memory where the browser refuses it, as some private windows do.
 * @param ownPart what each name begins with there, see `namesOf`
 */
export function createStorage(
  page: Window,
  ownPart: string,
): Storage & {
  get(name: string): string | null
  /** Removes everything whose name begins with `prefix`. */
  clear(prefix: string): void
  /** True if the browser keeps something beyond this page. */
  keeps(): boolean
  /** Whether what another window changed begins with this; null, as a `storage` event has it, is all. */
  isAbout(changed: string | null, begin: string): boolean
} {
  const memory = new Map<string, string>()
  const attempt = <T>(work: () => T, otherwise: T): T => {
    try {
      return work()
    } catch {
      return otherwise
    }
  }
  const get = (name: string) =>
    memory.get(name) ?? attempt(() => page.localStorage.getItem(ownPart + name), null)

  /** Some give nothing back, and do not say so. */
  const keep = (name: string, value: string) =>
    attempt(() => {
      page.localStorage.setItem(ownPart + name, value)
      return page.localStorage.getItem(ownPart + name) === value
    }, false)

  const namesWith = (prefix: string) => {
    const names = attempt(() => Object.keys(page.localStorage), [])
      .filter((name) => name.startsWith(ownPart))
      .map((name) => name.slice(ownPart.length))
    return [...new Set([...names, ...memory.keys()])].filter((name) => name.startsWith(prefix))
  }
  const remove = (name: string) => {
    memory.delete(name)
    attempt(() => page.localStorage.removeItem(ownPart + name), undefined)
  }

  return {
    get,
    all: (prefix) => namesWith(prefix).flatMap((name) => get(name) ?? []),
    isAbout: (changed, begin) => changed === null || changed.startsWith(ownPart + begin),
    clear: (prefix) => namesWith(prefix).forEach(remove),
    keeps() {
      const kept = keep('probe', '')
      remove('probe')
      return kept
    },
    set(name, value) {
      if (keep(name, value)) memory.delete(name)
      else memory.set(name, value)
    },
    remove,
  }
}

/**
 * Web Locks exist only where the page came over HTTPS or from the same machine. On plain HTTP two
 * windows may send one item at the same time; its key makes that harmless.
 */
export function createLocks(manager: LockManager | undefined, ownPart: string): Locks {
  return {
    async exclusively(name, work) {
      let begun = false
      const once = () => {
        begun = true
        return work()
      }
      if (!manager) return once()
      try {
        await manager.request(ownPart + name, once)
      } catch (reason) {
        // Where cookies are blocked the manager is there, and refuses.
        if (begun) throw reason
        await once()
      }
    },
  }
}

/** Tells the other windows of this browser that something has changed; none hears it if that is blocked. */
export function createChannel(name: string) {
  let channel: BroadcastChannel | null = null
  try {
    channel = new BroadcastChannel(name)
  } catch {}
  return {
    tell: () => channel?.postMessage(name),
    hear: (run: () => void) => channel?.addEventListener('message', run),
  }
}

/** A version 4 UUID (RFC 9562); `crypto.randomUUID` too is missing on plain HTTP. */
export function newUuid(): string {
  if ('randomUUID' in crypto) return crypto.randomUUID()
  const bytes = randomBytes()
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

const randomBytes = () => crypto.getRandomValues(new Uint8Array(16))

/** What the server put into the page; null if the page comes from the shell, or is older. */
export function readFirstLoad(document: Document): FirstLoad | null {
  const block = document.getElementById(firstLoadId)
  const text = block?.textContent
  // It names people and rooms, and is not to stay in the page when they log out.
  block?.remove()
  return text ? JSON.parse(text) : null
}
