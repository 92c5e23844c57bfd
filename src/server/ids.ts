import { randomBytes } from 'node:crypto'

const letters = '0123456789abcdefghjkmnpqrstvwxyz'

/** A new id: 12 characters of Crockford's base 32, 60 random bits. */
export function newId(): string {
  return Array.from(randomBytes(12), (byte) => letters[byte & 31]).join('')
}

/** A new session token: 256 random bits, in base64url. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}
