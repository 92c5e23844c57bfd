import { bounds } from '../../protocol/limits.ts'
import { blanks, isBlank } from './unseen.ts'

/** Where nothing is left of a name. */
const nameless = 'file'

/**
 * A file's name as it is kept and shown: text, and never a path. What nobody sees, what turns the
 * direction of writing (`exe.gpj`), and what a file system could not hold goes; the ending stays.
 */
export function fileName(given: string): string {
  const [last = ''] = given.normalize('NFC').toWellFormed().split(/[/\\]/).slice(-1)
  const seen = last
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\uFFFD]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\p{Z}+/gu, ' ')
    .replace(/(\p{M}{4})\p{M}+/gu, '$1')
    .replace(/^[ .]+|[ .]+$/g, '')
  if (isBlank(seen) || blanks.test(seen)) return nameless
  return shortened(seen)
}

function shortened(name: string): string {
  const characters = Array.from(name)
  const { max } = bounds.fileName
  if (characters.length <= max) return name
  const [ending = ''] = /\.[\p{L}\p{N}]{1,12}$/u.exec(name) ?? []
  return characters.slice(0, max - Array.from(ending).length).join('') + ending
}
