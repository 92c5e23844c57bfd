import { bounds, limits } from '../../protocol/limits.ts'
import { invalid } from '../../protocol/refusal.ts'
import { blanks, isBlank, withoutFolded, withoutNeededSigns } from './unseen.ts'

/** Enough for every living script; more is a wall of marks. */
const maxMarksInARow = 4

/** Scripts in which one letter can be a word, and so a name. */
export const wordInALetter =
  /^[\p{Ideographic}\p{scx=Hangul}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Yi}]\p{M}*$/u

/**
 * Letters and digits, and what stands between them: spaces and ASCII's signs; the middle dot of Catalan and
 * of names in Japanese (Marcel·la, トム・ハンクス), hyphens, the gershayim of Hebrew and the syllable dot of
 * Tibetan. A geresh belongs to the letter before it, and may end a name.
 */
const usual =
  /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} ._'’·・‐֊׳״་-]*(?:[\p{L}\p{M}\p{N}]|(?<=\p{Script=Hebrew}\p{M}*)׳))?$/u

/** What has a place in one script alone, and elsewhere would only pass for something else. */
const outOfPlace = /(?<!\p{Script=Armenian})֊|(?<!\p{Script=Hebrew})[׳״]|(?<!\p{Script=Tibetan})་/u

/**
 * The username as it is kept: NFC, runs of spaces folded, without what nobody sees.
 * @throws Refusal `invalid_input` if people could not read it, type it or tell it from another.
 */
export function username(typed: string): string {
  const name = tidied(typed, /\p{Zs}+/gu)
  const { min, max } = limits.username
  const length = codePoints(name)
  if (length < min && !wordInALetter.test(name)) throw invalid('username', 'too_short', min)
  if (length > max) throw invalid('username', 'too_long', max)
  const seen = withoutNeededSigns(name)
  if (!usual.test(seen) || outOfPlace.test(seen) || blanks.test(seen)) {
    throw invalid('username', 'unusual_signs')
  }
  refuseWallOfMarks('username', name)
  return name
}

/**
 * The room's name as it is kept: NFC, runs of spaces folded, without what nobody sees.
 * @throws Refusal `invalid_input` if it is empty, too long, or has characters that cannot be seen.
 */
export function roomName(typed: string): string {
  // A line break pasted along is a space.
  const name = tidied(typed, /[^\S\uFEFF]+/gu)
  if (name === '') throw invalid('name', 'missing')
  const { max } = limits.roomName
  if (codePoints(name) > max) throw invalid('name', 'too_long', max)
  const seen = withoutNeededSigns(name)
  const hasUnseen = /\p{C}|\p{Zl}|\p{Zp}/u.test(seen) || blanks.test(seen)
  if (hasUnseen || isBlank(name) || /^[\p{Z}\p{M}]*$/u.test(seen)) {
    throw invalid('name', 'unseen_signs')
  }
  refuseWallOfMarks('name', name)
  return name
}

/**
 * What a room is about, as it is kept: on one line, and it may be empty.
 * @throws Refusal `invalid_input` if it is too long, or has characters that cannot be seen.
 */
export function roomTopic(typed: string): string {
  const topic = tidied(typed, /[^\S\uFEFF]+/gu)
  const { max } = bounds.roomTopic
  if (codePoints(topic) > max) throw invalid('topic', 'too_long', max)
  if (/\p{C}|\p{Zl}|\p{Zp}/u.test(withoutNeededSigns(topic))) throw invalid('topic', 'unseen_signs')
  refuseWallOfMarks('topic', topic)
  return isBlank(topic) ? '' : topic
}

function tidied(typed: string, spaces: RegExp): string {
  return withoutFolded(typed.normalize('NFC')).normalize('NFC').replace(spaces, ' ').trim()
}

function refuseWallOfMarks(field: string, name: string): void {
  if (new RegExp(`\\p{M}{${maxMarksInARow + 1}}`, 'u').test(name.normalize('NFD'))) {
    throw invalid(field, 'too_many_accents')
  }
}

function codePoints(text: string): number {
  return Array.from(text).length
}
