import type { MessagePage, MessageVersion } from '../../protocol/messages.ts'
import type { PinnedMessage } from '../../protocol/pins.ts'
import type { Api } from './api.ts'

/** What is asked of a room's messages: only by parts that are loaded when they are opened. */
export function talkApi({ ask }: Api) {
  const path = (roomId: string) => `/api/rooms/${encodeURIComponent(roomId)}`
  return {
    pins: (roomId: string) => ask<{ pins: PinnedMessage[] }>('GET', `${path(roomId)}/pins`),
    messagesSince: (roomId: string, time: Date) =>
      ask<MessagePage>('GET', `${path(roomId)}/messages?since=${time.toISOString()}&limit=1`),
    versions: (roomId: string, id: string) =>
      ask<{ versions: MessageVersion[] }>(
        'GET',
        `${path(roomId)}/messages/${encodeURIComponent(id)}/versions`,
      ),
  }
}
