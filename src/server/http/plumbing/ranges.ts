import { Refusal } from '../../../protocol/refusal.ts'

/** From one byte up to another, which is not among them. */
export interface Part {
  from: number
  to: number
}

/**
 * The part that a request asks for (RFC 9110, 14.2). Undefined: the whole; what asks for several parts, or
 * in other units, may be answered so.
 * @param header `Range`
 * @throws Refusal `range_not_satisfiable`
 */
export function partOf(header: string | undefined, size: number): Part | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return undefined
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const to = first === '' || last === '' ? size : Math.min(size, Number(last) + 1)
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined
  if (from >= size || (first === '' && Number(last) === 0)) {
    throw new Refusal('range_not_satisfiable')
  }
  return { from, to }
}
