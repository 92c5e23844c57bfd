const recent = 'emoji'
const skin = 'skin-tone'
/** Two rows of them on a phone. */
const most = 12

type Deps = {
  storage: {
    get(name: string): string | null
    set(name: string, text: string): void
    remove(name: string): void
  }
}

/** The emoji that a person chose last, the newest first, and in which skin tone. Kept by the browser until they log out. */
export function createRecentEmoji({ storage }: Deps) {
  const all = () => (storage.get(recent) ?? '').split(' ').filter((emoji) => emoji !== '')
  return {
    all,
    use(emoji: string) {
      const others = all().filter((each) => each !== emoji)
      storage.set(recent, [emoji, ...others].slice(0, most).join(' '))
    },
    /** The sign of the tone; empty for none. */
    tone: () => storage.get(skin) ?? '',
    useTone: (tone: string) => storage.set(skin, tone),
    empty() {
      storage.remove(recent)
      storage.remove(skin)
    },
  }
}
