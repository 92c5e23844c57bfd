import type { Message } from '../../../protocol/messages.ts'

/** What stands open about one message. */
export type Opened = {
  /** `menu` with `below`: a menu at that button; without: a sheet with all that can be done. */
  kind: 'menu' | 'author' | 'deletion' | 'report' | 'versions' | 'reactions' | 'reacted'
  message: Message
  below?: Element
}

/** The keys that do something with the message that has the keyboard. */
export const messageKeys = ['+', 'r', 'e'] as const
export type MessageKey = (typeof messageKeys)[number]
