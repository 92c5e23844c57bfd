import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Plugin } from 'vite'

const prefix = 'icon:'

/** `import leave from 'icon:log-out'` gives the shapes of that icon of lucide, and no others. */
export function icons(): Plugin {
  const file = createRequire(import.meta.url).resolve('lucide-static/icon-nodes.json')
  const shapes: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'))
  return {
    name: 'icons',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return null
      const name = id.slice(prefix.length + 1)
      if (!shapes[name]) this.error(`lucide has no icon named ${name}.`)
      return `export default ${JSON.stringify(shapes[name])}`
    },
  }
}
