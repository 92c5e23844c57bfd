import { addressOf } from './base-path.ts'

/** The part of the platform's API that is used; TypeScript's library does not know it yet. */
type Factory = {
  createPolicy(name: 'default', rules: { createScriptURL(url: string): string | null }): unknown
}

/**
 * Where browsers have Trusted Types, the page's policy lets no text become markup or script. Workers are
 * begun by an address, which is text: of these, those of our own files go through, and nothing else does.
 */
export function trustOwnScripts(page: Window & { trustedTypes?: Factory }) {
  page.trustedTypes?.createPolicy('default', {
    createScriptURL(url) {
      const { origin, pathname } = new URL(url, page.location.href)
      const isOurs = pathname === addressOf('/sw.js') || pathname.startsWith(addressOf('/assets/'))
      return origin === page.location.origin && isOurs ? url : null
    },
  })
}
