import type { Plugin } from 'vite'

/**
 * Has an `import()` fetch what it names, and no more. Vite puts a kilobyte before each that fetches styles and
 * shared code ahead; all our styles come with the page, and the service worker has all code after the first visit.
 */
export function plainImports(): Plugin {
  return {
    name: 'plain-imports',
    apply: 'build',
    enforce: 'pre',
    load: (id) =>
      id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load()' : null,
  }
}
