import confusables from './confusables.json' with { type: 'json' }
import { withoutIgnorable } from './unseen.ts'

/** Changes whenever a name may get other readings than before: those that are stored are then made anew. */
export const readingsVersion = `2, Unicode ${confusables.unicode}`

/**
 * Everything that a name could be read as: two names that share a reading could be mistaken for each
 * other. A reading is the skeleton of Unicode's UTS #39 (4), taken of the name in lower case, as it
 * stands, and in capitals, since people read `Iily` as `lily`, and `ТОМ` and `TOM` look alike in
 * capitals only; small capitals, which Unicode has as letters of their own, are a case like those. The first is
 * what the name is by itself, whatever its case.
 */
export function readings(name: string): [string, ...string[]] {
  const plain = plainly(name)
  const asTyped = skeleton(plain)
  const [first, ...others] = [
    skeleton(plain.toLowerCase()),
    asTyped,
    skeleton(asTyped.toLowerCase()),
    skeleton(plain.toUpperCase()),
    // What compatibility would make another letter of before anyone has looked at it.
    skeleton(name),
    skeleton(skeleton(name).toLowerCase()),
    ...inSmallCapitals(plain),
  ]
  return [first, ...new Set(others.filter((other) => other !== first))]
}

const smallCapitals = 'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ'
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWYZ'

/** What a name is in letters that have a case, if it has small capitals. */
function inSmallCapitals(plain: string): string[] {
  const read = Array.from(plain, (letter) => capitals[smallCapitals.indexOf(letter)] ?? letter)
  const text = read.join('')
  return text === plain ? [] : [skeleton(text.toLowerCase()), skeleton(text.toUpperCase())]
}

/** The first of its readings: two names have the same one if they differ in case, spaces or spelling alone. */
export function ownReading(name: string): string {
  return skeleton(plainly(name).toLowerCase())
}

function plainly(name: string): string {
  return withoutIgnorable(name.normalize('NFKC')).replace(/\s+/gu, ' ').trim()
}

/**
 * UTS #39's `internalSkeleton`: two texts with the same one look alike. Letters are looked up before they
 * are taken apart, too: the table has some, such as Ơ and ǵ, whose parts look like something else.
 */
function skeleton(text: string): string {
  looks ??= readLooks()
  const table = looks
  const inParts = (letter: string) =>
    letter < '\x80'
      ? letter
      : Array.from(letter.normalize('NFD'), (part) => table.get(part) ?? part).join('')
  const letters = Array.from(withoutIgnorable(text.normalize('NFC')))
  return letters
    .map((letter) => table.get(letter) ?? inParts(letter))
    .join('')
    .normalize('NFD')
}

let looks: Map<string, string> | undefined

/** Read when the first name is compared: a server that starts must not wait for the table. */
function readLooks(): Map<string, string> {
  const table = new Map<string, string>()
  for (const [look, sources] of Object.entries(confusables.sourcesByLook)) {
    const text = look.split('+').map(character).join('')
    for (const source of sources.split(' ')) table.set(character(source), text)
  }
  return table
}

function character(hex: string): string {
  return String.fromCodePoint(Number.parseInt(hex, 16))
}
