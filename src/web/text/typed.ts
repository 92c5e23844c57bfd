/** To find the direction of each line of a megabyte, as `auto` does, takes browsers minutes. */
export const directionFor = (text: string) =>
  text.length < 16_000 ? 'auto' : rightToLeft.test(text.slice(0, 1000)) ? 'rtl' : 'ltr'
const rightToLeft = /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u

/** As the server counts: code points, of which an emoji may have several and a pair of units is one. */
export function lengthOf(text: string): number {
  let pairs = 0
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) >> 10 === 0x36 && text.charCodeAt(at + 1) >> 10 === 0x37) pairs += 1
  }
  return text.length - pairs
}

/** Empty lines before and after go; the spaces that the first line begins with are meant. */
export const withoutEmptyEdges = (text: string) => text.trimEnd().replace(/^(?:[^\S\n]*\n)+/, '')
