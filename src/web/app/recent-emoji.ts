const name = 'emoji'
/** As many as stand in one row beside the usual ones. */
const most = 8

type Deps = {
  storage: {
    get(name: string): string | null
    set(name: string, text: string): void
    remove(name: string): void
  }
}

/** The emoji that a person chose last, the newest first. Kept by the browser until they log out. */
export function createRecentEmoji({ storage }: Deps) {
  const all = () => (storage.get(name) ?? '').split(' ').filter((emoji) => emoji !== '')
  return {
    all,
    use(emoji: string) {
      const others = all().filter((each) => each !== emoji)
      storage.set(name, [emoji, ...others].slice(0, most).join(' '))
    },
    empty: () => storage.remove(name),
  }
}
