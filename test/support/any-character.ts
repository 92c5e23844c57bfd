import fc from 'fast-check'

/**
 * Any character that there is or could be, without lone surrogates. What `fc.string` has for it
 * (`unit: 'binary'`) takes a second or two before its first text: it makes a table of all of them.
 */
export const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff - 0x800 })
  .map((code) => String.fromCodePoint(code < 0xd800 ? code : code + 0x800))
