import type { Acquaintances } from '../../protocol/acquaintances.ts'
import type { Ban, Members, NewBan, NewMute } from '../../protocol/members.ts'
import type { Why } from '../../protocol/reasons.ts'
import type { Room, RoomPatch } from '../../protocol/rooms.ts'
import type { Api } from './api.ts'

/** What is asked of a room’s settings and its people: only by parts that are loaded when they are opened. */
export function membersApi({ ask }: Api) {
  const path = (...parts: string[]) => `/api/rooms/${parts.map(encodeURIComponent).join('/')}`
  return {
    change: (roomId: string, change: RoomPatch) =>
      ask<{ room: Room }>('PATCH', path(roomId), change),
    delete: (roomId: string, why?: Why) => ask<null>('DELETE', path(roomId), why),
    members: (roomId: string) => ask<Members>('GET', path(roomId, 'members')),
    bans: (roomId: string) => ask<{ bans: Ban[] }>('GET', path(roomId, 'bans')),
    leaveForGood: (roomId: string) => ask<null>('DELETE', path(roomId, 'members', 'me')),
    setRole: (roomId: string, personId: string, role: 'moderator' | 'member') =>
      ask<null>('PUT', path(roomId, 'members', personId), { role }),
    remove: (roomId: string, personId: string, why?: Why) =>
      ask<null>('DELETE', path(roomId, 'members', personId), why),
    ban: (roomId: string, personId: string, ban: NewBan) =>
      ask<null>('PUT', path(roomId, 'bans', personId), ban),
    unban: (roomId: string, personId: string) =>
      ask<null>('DELETE', path(roomId, 'bans', personId)),
    mute: (roomId: string, personId: string, mute: NewMute) =>
      ask<null>('PUT', path(roomId, 'mutes', personId), mute),
    unmute: (roomId: string, personId: string) =>
      ask<null>('DELETE', path(roomId, 'mutes', personId)),
    clear: (personId: string, span: { roomId: string; from: string } & Why) => {
      const of = `/api/people/${encodeURIComponent(personId)}/message-deletions`
      return ask<{ deleted: number }>('POST', of, span)
    },
    peopleLike: (q: string) =>
      ask<Acquaintances>('GET', `/api/me/people?q=${encodeURIComponent(q)}`),
    talkTo: (people: string[]) => ask<{ room: Room }>('POST', '/api/direct', { people }),
  }
}
