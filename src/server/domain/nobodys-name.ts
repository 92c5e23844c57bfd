import { deletedPerson, everyone } from '../../protocol/limits.ts'
import { readings } from './look-alikes.ts'

let own: ReadonlySet<string> | undefined

/**
 * Whether a name with these readings could be mistaken for one that is nobody's: what all deleted accounts are
 * called, and what calls everybody.
 */
export function isNobodys(ofName: readonly string[]): boolean {
  own ??= new Set([...readings(deletedPerson), ...readings(everyone)])
  const nobodys = own
  return ofName.some((reading) => nobodys.has(reading))
}
