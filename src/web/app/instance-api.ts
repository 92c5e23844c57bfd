import type {
  OverviewWithFiles,
  PeoplePage,
  PersonChange,
  PersonEntry,
  ReportPage,
  ReportState,
} from '../../protocol/admins.ts'
import type { AuditPage } from '../../protocol/audit.ts'
import type { Instance, InstanceChange } from '../../protocol/instance.ts'
import type {
  AcceptedInvite,
  Invite,
  InvitePreview,
  InviteSummary,
  NewInvite,
} from '../../protocol/invites.ts'
import type { Why } from '../../protocol/reasons.ts'
import type { Api } from './api.ts'

/** What only parts ask for that are loaded when they are opened. */
export function instanceApi({ ask }: Api) {
  const path = (...parts: string[]) => `/api/${parts.map(encodeURIComponent).join('/')}`
  const invites = (roomId: string | null) =>
    roomId === null ? path('invites') : path('rooms', roomId, 'invites')
  return {
    preview: (code: string) => ask<InvitePreview>('GET', path('invites', code)),
    accept: (code: string) => ask<AcceptedInvite>('POST', path('invites', code)),
    invite: (roomId: string | null, limits: NewInvite) =>
      ask<{ invite: Invite }>('POST', invites(roomId), limits),
    invites: (roomId: string | null) => ask<{ invites: InviteSummary[] }>('GET', invites(roomId)),
    withdraw: (codeOrId: string) => ask<null>('DELETE', path('invites', codeOrId)),

    report: (roomId: string, messageId: string, reason: string) =>
      ask<null>('POST', path('rooms', roomId, 'messages', messageId, 'reports'), { reason }),
    deleteAccount: (password: string, messages: string) =>
      ask<null>('DELETE', path('me'), { password, messages }),

    instance: () => ask<Instance>('GET', path('instance')),
    change: (change: InstanceChange) => ask<Instance>('PATCH', path('instance'), change),
    showPicture: (file: Blob) => ask<Instance>('PUT', path('instance', 'picture'), file),
    showNoPicture: () => ask<Instance>('DELETE', path('instance', 'picture')),
    overview: () => ask<OverviewWithFiles>('GET', path('overview')),
    people: (q: string, after: string | null) =>
      ask<PeoplePage>('GET', path('people') + query({ q, after })),
    changePerson: (id: string, change: PersonChange) =>
      ask<{ person: PersonEntry }>('PATCH', path('people', id), change),
    ban: (id: string, ban: { until?: string; reason?: string }) =>
      ask<{ person: PersonEntry }>('PUT', path('people', id, 'ban'), ban),
    unban: (id: string) => ask<{ person: PersonEntry }>('DELETE', path('people', id, 'ban')),
    offerReset: (id: string) => ask<{ url: string }>('POST', path('people', id, 'password-resets')),
    deleteMessages: (id: string, span: { from: string } & Why) =>
      ask<{ deleted: number }>('POST', path('people', id, 'message-deletions'), span),
    /** @param roomId null: of all rooms */
    reports: (roomId: string | null, state: string | null, after: number | null) => {
      const of = roomId === null ? path('reports') : path('rooms', roomId, 'reports')
      return ask<ReportPage>('GET', of + query({ state, after }))
    },
    handle: (id: string, state: ReportState) => ask<null>('PATCH', path('reports', id), { state }),
    audit: (after: number | null) => ask<AuditPage>('GET', path('audit') + query({ after })),
  }
}

function query(parts: Record<string, string | number | null>): string {
  const given = Object.entries(parts).flatMap(([name, value]) =>
    value === null || value === '' ? [] : `${name}=${encodeURIComponent(value)}`,
  )
  return given.length === 0 ? '' : `?${given.join('&')}`
}
