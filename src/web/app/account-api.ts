import type { NotifyLevel } from '../../protocol/levels.ts'
import type { SessionInfo, User } from '../../protocol/people.ts'
import type { NewPushSubscription, QuietHours } from '../../protocol/push.ts'
import type { Room } from '../../protocol/rooms.ts'
import type { Api } from './api.ts'

/** What is asked of one's own account and choices: only by parts that are loaded when they are opened. */
export function accountApi({ ask }: Api) {
  return {
    rename: (username: string) => ask<{ user: User }>('PATCH', '/api/me', { username }),
    resetPassword: (code: string, password: string) =>
      ask<null>('POST', `/api/password-resets/${encodeURIComponent(code)}`, { password }),
    sessions: () => ask<{ sessions: SessionInfo[] }>('GET', '/api/sessions'),
    endSession: (id: string) => ask<null>('DELETE', `/api/sessions/${encodeURIComponent(id)}`),
    endOtherSessions: () => ask<null>('DELETE', '/api/me/sessions'),
    chooseLevel: (roomId: string, notify: NotifyLevel) =>
      ask<{ room: Room }>('PUT', `/api/me/rooms/${encodeURIComponent(roomId)}`, { notify }),
    pushKey: () => ask<{ key: string }>('GET', '/api/push'),
    subscribe: (subscription: NewPushSubscription) =>
      ask<null>('PUT', '/api/me/push', subscription),
    unsubscribe: (endpoint: string) => ask<null>('DELETE', '/api/me/push', { endpoint }),
    quietHours: () => ask<{ quietHours: QuietHours }>('GET', '/api/me/quiet-hours'),
    chooseQuietHours: (quietHours: QuietHours) =>
      ask<null>('PUT', '/api/me/quiet-hours', { quietHours }),
  }
}
