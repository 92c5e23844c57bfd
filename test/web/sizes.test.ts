import { expect, test } from 'vitest'
import { sizeOf } from '../../src/web/text/sizes.ts'

test.each([
  [0, '0 byte'],
  [999, '999 byte'],
  [1000, '1 kB'],
  [3_400_000, '3.4 MB'],
  [25_000_000, '25 MB'],
  [2_000_000_000_000, '2,000 GB'],
])('a file of %i bytes is one of %s', (bytes, said) => {
  expect(sizeOf(bytes)).toBe(said)
})
