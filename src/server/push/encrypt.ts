import { createCipheriv, createECDH, ECDH, hkdfSync, randomBytes } from 'node:crypto'

/** What a browser gave when it subscribed, base64url. */
export interface BrowserKeys {
  p256dh: string
  auth: string
}

/** What may not be the same twice. Given only by who compares with what a standard says. */
export interface Chance {
  privateKey: Buffer
  salt: Buffer
}

const tagLength = 16
/** One record holds all: more than a push service has to take (RFC 8030, 7.2). */
const recordSize = 4096

/**
 * A message that only the browser can read: `aes128gcm` of RFC 8188, with keys after RFC 8291.
 * @throws Error if the browser's key is no point of P-256
 */
export function encrypt(text: string, { p256dh, auth }: BrowserKeys, chance?: Chance): Buffer {
  const ours = createECDH('prime256v1')
  if (chance) ours.setPrivateKey(chance.privateKey)
  else ours.generateKeys()
  const theirs = Buffer.from(p256dh, 'base64url')
  const secret = ours.computeSecret(theirs)
  const salt = chance?.salt ?? randomBytes(16)
  const about = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours.getPublicKey()])
  const material = derive(secret, Buffer.from(auth, 'base64url'), about, 32)
  const key = derive(material, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(material, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const cipher = createCipheriv('aes-128-gcm', key, nonce, { authTagLength: tagLength })
  // The octet after the text says that this record is the last.
  const sealed = [cipher.update(text, 'utf8'), cipher.update(Buffer.from([2])), cipher.final()]
  const size = Buffer.alloc(5)
  size.writeUInt32BE(recordSize)
  size.writeUInt8(ours.getPublicKey().length, 4)
  return Buffer.concat([salt, size, ours.getPublicKey(), ...sealed, cipher.getAuthTag()])
}

/** Whether a browser's key is one that a message can be sealed for: a point of P-256. */
export function isPoint(p256dh: string): boolean {
  try {
    ECDH.convertKey(Buffer.from(p256dh, 'base64url'), 'prime256v1')
    return true
  } catch {
    return false
  }
}

function derive(secret: Buffer, salt: Buffer, about: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, about, length))
}
