import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gemoji, nameToEmoji } from 'gemoji'
import type { Plugin } from 'vite'

const names = 'emoji:names'
const words = 'emoji:words-'
const tone = '\u{1F3FD}'

/**
 * `import('emoji:names')` gives one text of lines “name emoji”, which packs better than JSON;
 * `import('emoji:words-de')` all emoji in the order of keyboards, below lines “#group”: each with `+` if it has
 * skin tones, its name and further words in that language, between tabs.
 */
export function emoji(): Plugin {
  let root = ''
  return {
    name: 'emoji',
    configResolved: (config) => {
      root = config.root
    },
    resolveId: (id) => (id === names || id.startsWith(words) ? `\0${id}` : null),
    load(id) {
      if (id === `\0${names}`) {
        return texted(Object.entries(nameToEmoji).map((pair) => pair.join(' ')))
      }
      if (!id.startsWith(`\0${words}`)) return null
      const file = join(root, `locale/emoji/${id.slice(words.length + 1)}.txt`)
      this.addWatchFile(file)
      return texted(listOf(readFileSync(file, 'utf8')))
    },
  }
}

const texted = (lines: string[]) => `export default ${JSON.stringify(lines.join('\n'))}`

/** Those for which the language has no words are found by what they are called in English. */
function listOf(file: string): string[] {
  const called = new Map(file.split('\n').map((line) => [line.split('\t')[0], line]))
  let group = ''
  return gemoji.flatMap(({ emoji, category, description }) => {
    const line = (called.get(emoji) ?? `${emoji}\t${description}`).replace(
      '\t',
      hasTones(emoji) ? '\t+' : '\t',
    )
    if (category === group) return [line]
    group = category
    return [`#${category}`, line]
  })
}

/** Whether it is one that everybody shows with a skin tone (UTS #51, ED-20). */
const hasTones = (emoji: string) =>
  /\p{Emoji_Modifier_Base}/u.test(emoji) &&
  /^\p{RGI_Emoji}$/v.test(emoji.replace(/(\p{Emoji_Modifier_Base})\uFE0F?/gu, `$1${tone}`))
