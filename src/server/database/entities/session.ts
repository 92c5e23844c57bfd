import { defineEntity, p } from '@mikro-orm/core'
import { PersonSchema } from './person.ts'
import { time } from './time.ts'

export const SessionSchema = defineEntity({
  name: 'Session',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    /** SHA-256 of the cookie's token, in hex: the token itself is never stored. */
    tokenHash: p.string().length(64).unique().hidden(),
    person: () => p.manyToOne(PersonSchema).index(),
    createdAt: time(),
    lastSeenAt: time(),
    userAgent: p.text(),
    /** The IP address that it was opened from. */
    address: p.text().default(''),
    /** Since when the person has used the device that it was opened on; null: nobody noted it. */
    deviceSince: time().nullable(),
  },
  indexes: [{ name: 'session_by_use', properties: ['lastSeenAt'] }],
})

/**
 * A browser that a person has logged in with (OWASP, *Slow Down Online Guessing Attacks with Device
 * Cookies*): whoever guesses elsewhere does not keep its owner out.
 */
export const DeviceSchema = defineEntity({
  name: 'Device',
  properties: {
    /** SHA-256 of the device cookie's token, in hex. */
    tokenHash: p.string().length(64).primary(),
    person: () => p.manyToOne(PersonSchema).primary().index(),
    createdAt: time(),
    usedAt: time(),
  },
  indexes: [{ name: 'device_by_use', properties: ['usedAt'] }],
})
