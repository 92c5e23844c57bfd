/** A piece of a text: words, or an address with where it leads. */
export type Part = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string }

type Link = { start: number; text: string; href: string }

/** What an address can begin with; that of a mailbox is known by the sign in its middle. */
const beginnings = /https?:\/\/|mailto:|www\.|@/gi

/**
 * The parts of a text, of which nothing is left out. Each sign is looked at a fixed number of times:
 * where no address comes of a beginning, the next one is looked for behind what was read.
 */
export function partsOf(text: string): Part[] {
  const parts: Part[] = []
  let end = 0
  beginnings.lastIndex = 0
  for (let found = beginnings.exec(text); found; found = beginnings.exec(text)) {
    const link = found[0] === '@' ? mailbox(text, found.index, end) : address(text, found)
    if (!link) continue
    if (link.start > end) parts.push({ kind: 'text', text: text.slice(end, link.start) })
    parts.push({ kind: 'link', text: link.text, href: link.href })
    end = link.start + link.text.length
    beginnings.lastIndex = end
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) })
  return parts
}

/**
 * Letters, digits and symbols beyond ASCII can stand in an address; punctuation cannot, apart from
 * the few signs that stand inside of words (L’Équipe, 1914–1918, ジョン・レノン). Neither can the
 * full-width forms of ASCII's signs, nor what cannot be seen: there the address ends.
 */
const inWords =
  '\\xb7\\u2019\\u2010-\\u2013\\u2027\\u203f\\u05f3\\u05f4\\u055a\\u0f0b\\u30fb\\uff65'
const beyondAscii =
  '(?:(?!\\p{ASCII}|\\p{Default_Ignorable_Code_Point}|' +
  '[\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff64\\u2800])' +
  `[\\p{L}\\p{M}\\p{N}\\p{S}\\p{Co}§${inWords}])`
/** Joiners stay where a script or an emoji needs them: between two signs beyond ASCII. */
const sign = `(?:[!#-)+-;=?-\\[\\]_a-z{|}~]|${beyondAscii}\\ufe0f?(?:[\\u200c\\u200d](?=${beyondAscii}))?)`
const signs = new RegExp(`${sign}*`, 'iuy')

/** Labels with single dots between them. */
const label = '(?:(?!\\p{Default_Ignorable_Code_Point})[\\p{L}\\p{M}\\p{N}_-])+'
const name = `${label}(?:\\.${label})*`

/** Who is addressed at a host (RFC 3986, 3.2): a name or an IPv6 address, and its port. */
const authority = new RegExp(
  `(?!https?://)(?:[\\w.~%!$&'()+,;=:-]*@)?(?:\\[[0-9a-f:.]+\\]|${name})(?::\\d{1,5})?`,
  'iuy',
)
/** What RFC 6068 has in place of a host. */
const recipient = new RegExp(`[\\p{L}\\p{M}\\p{N}._%+'-]+@${name}`, 'uy')

/** The last label of a name that is no number; ASCII does not mix with other scripts in it. */
const topLabel =
  /^(?:xn--[a-z0-9-]{2,}|[a-z]{2,}(?![a-z0-9])|(?:(?!\p{ASCII})[\p{L}\p{M}]){2,}(?!\p{N}))/iu

function address(text: string, found: RegExpExecArray): Link | null {
  const { index: start } = found
  const beginning = found[0].toLowerCase()
  const before = text.charAt(start - 1)
  if (/[a-z0-9]/i.test(before) || (beginning === 'www.' && /[.@/-]/.test(before))) return null

  const whole = withPath(text, start, beginning === 'www.' ? '' : found[0])
  const shown = withoutWhatFollows(whole, before)
  const href = beginning === 'www.' ? `https://${shown}` : shown
  return shown && URL.canParse(href) ? { start, text: shown, href } : null
}

/** An address from its scheme to the end of its path, query and fragment; empty if it has no host. */
function withPath(text: string, start: number, scheme: string): string {
  const kind = /^mailto:/i.test(scheme) ? recipient : authority
  const host = matchAt(kind, text, start + scheme.length)
  if (host === '') return ''
  const named = scheme === '' ? inTopDomain(host) : withoutOtherScript(host)
  if (named !== host) return named && scheme + named
  const end = start + scheme.length + host.length
  return scheme + host + (/[/?#]/.test(text.charAt(end)) ? matchAt(signs, text, end) : '')
}

/** `example.org然后` is a host and the next word: no top-level domain mixes ASCII with others. */
function withoutOtherScript(host: string): string {
  const mixed = /\.[a-z]{2,}(?=(?!\p{ASCII})\p{L}[^.]*$)/iu.exec(host)
  return mixed ? host.slice(0, mixed.index + mixed[0].length) : host
}

/** The host up to the end of its top-level domain; empty if it has none, as `www.example`. */
function inTopDomain(host: string): string {
  const dot = host.lastIndexOf('.')
  const top = topLabel.exec(host.slice(dot + 1))
  if (!top || host.indexOf('.') === dot) return ''
  const end = dot + 1 + top[0].length
  return /^(?::\d+)?$/.test(host.slice(end)) ? host : host.slice(0, end)
}

/** What ends the sentence around an address, and the brackets and marks that the address is in. */
function withoutWhatFollows(found: string, before: string): string {
  let text = found.slice(0, firstUnopened(found))
  // In 'https://example.org/a','https://example.org/b' the quotation marks are no part of either.
  const quoted = before === "'" ? text.indexOf("'") : -1
  if (quoted > 0) text = text.slice(0, quoted)
  const another = /[,;|](?=https?:\/\/)/i.exec(text)
  if (another) text = text.slice(0, another.index)
  const closing = `.,;:!?'|([{${before === '_' || before === '~' ? before : ''}`
  let end = text.length
  while (end > 0) {
    const last = text.charAt(end - 1)
    if (!closing.includes(last) && !wordSign.test(last)) break
    end -= 1
  }
  return text.slice(0, end)
}

const wordSign = new RegExp(`[${inWords}]`)
const opening: Record<string, string> = { ')': '(', ']': '[', '}': '{' }

/** Where a bracket closes that the address did not open: “(see https://example.org/a_(b)).” */
function firstUnopened(text: string): number {
  const open: Record<string, number> = { '(': 0, '[': 0, '{': 0 }
  for (const { 0: bracket, index } of text.matchAll(/[()[\]{}]/g)) {
    const opener = opening[bracket]
    const count = open[opener ?? bracket] ?? 0
    if (opener && count === 0) return index
    open[opener ?? bracket] = count + (opener ? -1 : 1)
  }
  return text.length
}

/** What may stand before the @; RFC 5321 allows 64 octets. */
const localPart = /(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{N}._+'-])+$/u
const mailHost = new RegExp(name, 'uy')
const wordsWithoutSpaces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

function mailbox(text: string, at: number, from: number): Link | null {
  const host = matchAt(mailHost, text, at + 1)
  const domain = inTopDomain(`at.${host}`).slice('at.'.length)
  if (host === '' || !domain.includes('.')) return null
  const end = at + 1 + domain.length
  // `git@example.org:team/tea.git` is no mailbox, and neither is @anna@example.org.
  if (/^:[\w~/]/.test(text.slice(end, end + 2)) && host === domain) return null
  const before = text.slice(Math.max(from, at - 64), at)
  const local = (localPart.exec(before)?.[0] ?? '')
    .split(endsInLatin(before) ? wordsWithoutSpaces : /(?!)/u)
    .at(-1)
    ?.replace(/^[.'+-]+/, '')
  if (!local || text.charAt(at - local.length - 1) === '@') return null
  const shown = `${local}@${domain}`
  return { start: at - local.length, text: shown, href: `mailto:${shown}` }
}

/** 见anna@example.org: the address begins where the script changes. */
const endsInLatin = (text: string) => /[\w]$/.test(text)

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}
