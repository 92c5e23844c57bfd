/** Where a request comes from. */
export interface Origin {
  /** The host under which the browser knows this Parlor, with its port if that is not the usual one. */
  host: string
  /** The IP address. */
  address: string
  /** What is taken for one place: an address, or a /64 of IPv6. */
  network: string
  userAgent: string
  /** What the browser has in its cookies, if anything. */
  sessionToken: string | undefined
  deviceToken: string | undefined
}

/** What guessers would take from where a password is for. */
export function namesNear(
  username: string,
  { host }: Origin,
  namesOfPlace: readonly string[],
): string[] {
  const name = host.replace(/:\d+$/, '')
  return [username, ...namesOfPlace, name, ...name.split('.')].filter(Boolean)
}
