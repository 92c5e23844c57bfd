import { Resolver } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'

/** How long a name server may take over the first answer, and all of them over a name; ms. */
const first = 2000
const patience = 6000

/**
 * Looks names up by asking name servers itself. `dns.lookup` has the system do it, on two of the few threads
 * that the whole process has for that: names of which no name server tells take each of them for many
 * seconds, and whoever subscribes with such names would keep everybody else's from being found.
 * @param servers whom to ask, with their ports; undefined: those that the system asks
 */
export function createLookUp(servers?: readonly string[]): LookupFunction {
  return (name, options, done) => {
    addressesOf(name, servers).then(
      (found) => {
        if (options.all) done(null, found)
        else done(null, found[0].address, found[0].family)
      },
      (error) => done(error, []),
    )
  }
}

type Found = { address: string; family: 4 | 6 }

/** @throws Error that says why there is none */
async function addressesOf(
  name: string,
  servers: readonly string[] | undefined,
): Promise<[Found, ...Found[]]> {
  // A new one each time: a machine that moves has other name servers, which are read when it is made.
  const resolver = new Resolver({ timeout: first, tries: 2 })
  if (servers) resolver.setServers(servers)
  const late = setTimeout(() => resolver.cancel(), patience)
  try {
    const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
    const [one, ...more] = [...listed(four, 4), ...listed(six, 6)]
    if (one) return [one, ...more]
    throw four.status === 'rejected' ? four.reason : new Error(`${name} has no address.`)
  } finally {
    clearTimeout(late)
  }
}

function listed(answer: PromiseSettledResult<string[]>, family: Found['family']): Found[] {
  const addresses = answer.status === 'fulfilled' ? answer.value : []
  return addresses.map((address) => ({ address, family }))
}
