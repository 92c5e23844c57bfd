import type { ProblemCode } from '../../protocol/problems.ts'
import type { Refusal } from './api.ts'

/** The codes alone: with their sentences, which come with each refusal, they would weigh five times as much. */
export const knownCodes: Readonly<Record<ProblemCode, 1>> = {
  bad_request: 1,
  not_logged_in: 1,
  invalid_credentials: 1,
  not_room_owner: 1,
  not_author: 1,
  muted: 1,
  not_allowed: 1,
  registration_closed: 1,
  banned: 1,
  cross_site: 1,
  not_found: 1,
  person_not_found: 1,
  room_not_found: 1,
  file_not_found: 1,
  message_not_found: 1,
  username_taken: 1,
  room_name_taken: 1,
  not_in_room: 1,
  room_archived: 1,
  key_reused: 1,
  upload_conflict: 1,
  cursor_unknown: 1,
  message_changed: 1,
  room_deleted: 1,
  reset_invalid: 1,
  invite_invalid: 1,
  message_deleted: 1,
  request_timeout: 1,
  too_large: 1,
  quota_exceeded: 1,
  unsupported_media_type: 1,
  misdirected: 1,
  range_not_satisfiable: 1,
  invalid_input: 1,
  too_many_requests: 1,
  headers_too_large: 1,
  internal_error: 1,
  unavailable: 1,
}

/** No answer, or none that Parlor gave. */
export const unreachable: Refusal = { code: 'unreachable', title: '', errors: [] }

/** Why what was meant for a room that is listed no more is not sent. */
export const roomGone: Refusal = {
  code: 'room_deleted',
  title: 'The room was deleted.',
  errors: [],
}
