/** Text with its links. Everything else stays text, whatever it looks like. */
export function RichText({ text }: { text: string }) {
  return (
    <>
      {partsOf(text).map((part) =>
        part.kind === 'text' ? (
          part.text
        ) : (
          <a href={part.href} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        ),
      )}
    </>
  )
}

type Part = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string }

const candidates = /\b(?:https?:\/\/|mailto:)[^\s<>"“”]+/gi
const schemes = new Set(['http:', 'https:', 'mailto:'])

export function partsOf(text: string): Part[] {
  const parts: Part[] = []
  let end = 0
  for (const match of text.matchAll(candidates)) {
    const address = withoutTrailingPunctuation(match[0])
    if (!URL.canParse(address) || !schemes.has(new URL(address).protocol)) continue
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) })
    parts.push({ kind: 'link', text: address, href: address })
    end = match.index + address.length
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) })
  return parts
}

/** “(see https://example.org/a_(b)).” ends in a link to …/a_(b), without the sentence's own signs. */
function withoutTrailingPunctuation(address: string): string {
  const count = (sign: string) => address.split(sign).length - 1
  /** How many brackets the address closes that it did not open. */
  let tooMany = count(')') - count('(')
  let end = address.length
  while (end > 0) {
    const last = address.charAt(end - 1)
    const closesOwn = last === ')' && tooMany <= 0
    if (closesOwn || !'.,;:!?\'")]}’»…'.includes(last)) break
    if (last === ')') tooMany -= 1
    end -= 1
  }
  return address.slice(0, end)
}

const emojiOnly = /^(?:\p{RGI_Emoji}\uFE0F?|\s){1,12}$/v

/** A few emoji and nothing else, which are shown larger. */
export const isEmojiOnly = (text: string) => text.length <= 60 && emojiOnly.test(text)
