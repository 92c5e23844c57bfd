/** The path below which this Parlor is reached (`BASE_PATH`), which the server wrote into the page. */
function base(): string {
  return typeof document === 'undefined' ? '' : (document.documentElement.dataset.base ?? '')
}

/** Where the browser finds a path of Parlor: `/rooms` is at `/chat/rooms` if it runs below `/chat`. */
export function addressOf(path: string): string {
  return base() + path
}

/** Where a file is; `rest` is what follows its id. */
export function fileAddress({ id }: { id: string }, rest = ''): string {
  return addressOf(`/api/files/${encodeURIComponent(id)}${rest}`)
}

/** The path of Parlor at the path part of an address; null if something else is there. */
export function pathAt(pathname: string): string | null {
  if (!pathname.startsWith(base())) return null
  const path = pathname.slice(base().length)
  return path === '' ? '/' : path.startsWith('/') ? path : null
}
