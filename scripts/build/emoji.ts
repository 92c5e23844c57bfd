import { nameToEmoji } from 'gemoji'
import type { Plugin } from 'vite'

const name = 'emoji:names'

/** `import('emoji:names')` gives one text of lines “name emoji”, which packs better than JSON. */
export function emoji(): Plugin {
  return {
    name: 'emoji',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load(id) {
      if (id !== `\0${name}`) return null
      const lines = Object.entries(nameToEmoji).map((pair) => pair.join(' '))
      return `export default ${JSON.stringify(lines.join('\n'))}`
    },
  }
}
