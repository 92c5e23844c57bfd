import type { Plugin } from 'vite'

/**
 * Has an `import()` fetch what it names, and no more. Vite wraps each in a call that fetches styles and shared code
 * ahead; all our styles come with the page, and the service worker has all code after the first visit.
 */
export function plainImports(): Plugin {
  return {
    name: 'plain-imports',
    apply: 'build',
    enforce: 'pre',
    load: (id) =>
      id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load()' : null,
    renderChunk(code, { fileName }) {
      const plain = code.replace(wrapped, '$1$2')
      if (plain.includes('__VITE_PRELOAD__')) this.error(`An import in ${fileName} stays wrapped.`)
      return plain === code ? null : { code: plain, map: null }
    },
  }
}

/** `() => import(…)`, or the same with what is taken from it, so that the rest need not be built. */
const wrapped =
  /__vitePreload(?:\$\d+)?\((?:\(\) => (import\("[^"]+"\))|async \(\) => \{\s*(?:const|let|var) \{[^}]*\} = await (import\("[^"]+"\)(?:\.then\(\(\w+\) => \w+(?:\.[\w$]+)?\))?);\s*return \{[^}]*\};?\s*\}), __VITE_PRELOAD__, import\.meta\.url\)/g
