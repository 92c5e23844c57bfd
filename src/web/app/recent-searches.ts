const name = 'searches'
/** As many as one looks over. */
const most = 6

type Deps = {
  storage: {
    get(name: string): string | null
    set(name: string, text: string): void
    remove(name: string): void
  }
}

/** What a person searched for last, the newest first. Kept by the browser until they log out. */
export function createRecentSearches({ storage }: Deps) {
  const all = () => (storage.get(name) ?? '').split('\n').filter((search) => search !== '')
  return {
    all,
    use(search: string) {
      const line = search.replace(/\s+/gu, ' ').trim()
      if (line === '') return
      const others = all().filter((each) => each !== line)
      storage.set(name, [line, ...others].slice(0, most).join('\n'))
    },
    empty: () => storage.remove(name),
  }
}
