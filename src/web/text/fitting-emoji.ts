export type Emoji = { name: string; sign: string }

/** @param lines “name emoji” each */
export function emojiIn(lines: string): Emoji[] {
  return lines.split('\n').map((line) => {
    const [name = '', sign = ''] = line.split(' ')
    return { name, sign }
  })
}

/** A handful of fitting emoji, those whose name begins as wanted first. */
export function fitting(all: readonly Emoji[], wanted: string, most = 6): Emoji[] {
  const beginning = all.filter(({ name }) => name.startsWith(wanted))
  const containing = all.filter(({ name }) => name.indexOf(wanted) > 0)
  return beginning
    .sort((a, b) => a.name.length - b.name.length)
    .concat(containing)
    .slice(0, most)
}
