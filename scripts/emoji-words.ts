import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { gemoji } from 'gemoji'

/*
 * Writes src/web/locale/emoji/*.txt, which are kept, since the packages with what Unicode's CLDR calls the emoji
 * have 120 MB:
 *   npm install --prefix DIRECTORY cldr-annotations-modern cldr-annotations-derived-modern
 *   node scripts/emoji-words.ts DIRECTORY
 * A line is the emoji, its name, and further words that it is found by, between tabs. CLDR is © Unicode, Inc.,
 * under the licence in src/web/public/unicode-license.txt.
 */

type Annotations = Record<string, { default?: string[]; tts?: string[] }>

const [, , directory = '.'] = argv

for (const language of ['en', 'de', 'ar']) {
  const words = {
    ...annotations(`cldr-annotations-derived-modern/annotationsDerived/${language}`),
    ...annotations(`cldr-annotations-modern/annotations/${language}`),
  }
  const lines = gemoji.flatMap(({ emoji }) => {
    const found = words[emoji] ?? words[emoji.replaceAll('\uFE0F', '')]
    const name = found?.tts?.[0]
    if (!found || name === undefined) return []
    const further = (found.default ?? []).filter((word) => !name.includes(word))
    return [emoji, name, ...further].join('\t')
  })
  const file = join(import.meta.dirname, `../src/web/locale/emoji/${language}.txt`)
  writeFileSync(file, `${lines.join('\n')}\n`)
  console.log(`${language}: ${lines.length} of ${gemoji.length}`)
}

function annotations(of: string): Annotations {
  const file = join(directory, 'node_modules', of, 'annotations.json')
  const { annotations, annotationsDerived } = JSON.parse(readFileSync(file, 'utf8'))
  return (annotations ?? annotationsDerived).annotations
}
