import Type, { type Static } from 'typebox'

/** The server's public key (RFC 8292), which a browser is given when it subscribes: base64url. */
export const PushKey = Type.Object({ key: Type.String() })

/** What the browser made (Push API); the rest is for what a notification says. */
export const NewPushSubscription = Type.Object({
  endpoint: Type.String({ minLength: 1, maxLength: 1024 }),
  keys: Type.Object({
    p256dh: Type.String({ pattern: '^[0-9A-Za-z_-]{80,90}={0,2}$' }),
    auth: Type.String({ pattern: '^[0-9A-Za-z_-]{20,24}={0,2}$' }),
  }),
  /** What the notifications on that device show of a message. */
  shows: Type.Optional(
    Type.Union([Type.Literal('text'), Type.Literal('room'), Type.Literal('nothing')]),
  ),
  /** A language tag, for the words of the notification. */
  language: Type.Optional(Type.String({ pattern: '^[A-Za-z]{2,3}(-[0-9A-Za-z]{1,8}){0,3}$' })),
})
export type NewPushSubscription = Static<typeof NewPushSubscription>

export const PushEndpoint = Type.Object({
  endpoint: NewPushSubscription.properties.endpoint,
})

/** When somebody wants to be left in peace; null: never. */
export const QuietHours = Type.Union([
  Type.Object({
    /** Minutes since midnight; when the end is before the start, it goes over midnight. */
    from: Type.Integer({ minimum: 0, maximum: 1439 }),
    to: Type.Integer({ minimum: 0, maximum: 1439 }),
    /** As in the IANA's database: `Europe/Berlin`. */
    timeZone: Type.String({ minLength: 1, maxLength: 64 }),
  }),
  Type.Null(),
])
export type QuietHours = Static<typeof QuietHours>

export const QuietHoursChoice = Type.Object({ quietHours: QuietHours })

/** What is sent to a device, encrypted for it: the service worker makes a notification of it. */
export interface PushNotice {
  room: { id: string; name?: string }
  /** Messages that are new to the person; 0: take the notification away. */
  count: number
  mentioned?: true
  /** The newest of them. */
  seq: number
  author?: string
  excerpt?: string
  language?: string
}
