import { deletedPerson } from '../../protocol/limits.ts'
import { readings } from './look-alikes.ts'

let own: ReadonlySet<string> | undefined

/** Whether a name with these readings could be mistaken for the one that all deleted accounts have. */
export function isNobodys(ofName: readonly string[]): boolean {
  own ??= new Set(readings(deletedPerson))
  const nobodys = own
  return ofName.some((reading) => nobodys.has(reading))
}
