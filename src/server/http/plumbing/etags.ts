/**
 * Whether a client that asks with `If-None-Match` has what goes by an ETag, of however many it names and
 * however weakly it compares them (RFC 9110, 13.1.2). Where it asks for everything new, it has nothing.
 */
export function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => strong(tag) === etag)
}

function strong(tag: string): string {
  return tag.trim().replace(/^W\//, '')
}
