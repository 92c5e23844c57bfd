import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto'

/** The key by which push services know who sends: PKCS #8, base64. */
export function newSenderKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
}

export interface SenderKey {
  privateKey: KeyObject
  /** The public part, as browsers want it: an uncompressed point, base64url. */
  publicKey: string
}

/** @throws Error if it is none */
export function readSenderKey(stored: string): SenderKey {
  const privateKey = createPrivateKey({
    key: Buffer.from(stored, 'base64'),
    format: 'der',
    type: 'pkcs8',
  })
  const { x = '', y = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  const point = [Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]
  return { privateKey, publicKey: Buffer.concat(point).toString('base64url') }
}

/** Push services take a token for a day at the most (RFC 8292, 2); s. */
const tokenLife = 12 * 60 * 60

/** The `Authorization` of a message (RFC 8292), a JSON web token with ES256 in it. */
export function authorization(
  { privateKey, publicKey }: SenderKey,
  { endpoint, subject, now }: { endpoint: string; subject: string; now: number },
): string {
  const claims = {
    aud: new URL(endpoint).origin,
    exp: Math.floor(now / 1000) + tokenLife,
    sub: subject,
  }
  const parts = [{ typ: 'JWT', alg: 'ES256' }, claims].map(base64url).join('.')
  const signature = sign('sha256', Buffer.from(parts), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  })
  return `vapid t=${parts}.${signature.toString('base64url')}, k=${publicKey}`
}

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
