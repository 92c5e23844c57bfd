/**
 * Every refusal a client can meet, with its HTTP status and the sentence that people read.
 * Codes are stable; clients decide by `code`, never by the sentence.
 */
export const problems = {
  bad_request: { status: 400, title: 'The request could not be read.' },
  not_logged_in: { status: 401, title: 'Please log in first.' },
  invalid_credentials: { status: 401, title: 'That username and password do not match.' },
  not_room_owner: { status: 403, title: 'Only the person who created a room can delete it.' },
  not_author: { status: 403, title: 'Only the person who wrote a message can do that.' },
  muted: { status: 403, title: 'You may read in this room for now, but not write.' },
  not_allowed: { status: 403, title: 'You may not do that.' },
  registration_closed: {
    status: 403,
    title: 'New accounts cannot be made here without an invitation.',
  },
  banned: { status: 403, title: 'You have been banned.' },
  cross_site: { status: 403, title: 'This request came from another site and was refused.' },
  not_found: { status: 404, title: 'There is nothing at this address.' },
  person_not_found: { status: 404, title: 'There is no such person.' },
  room_not_found: { status: 404, title: 'There is no such room.' },
  file_not_found: { status: 404, title: 'There is no such file.' },
  message_not_found: { status: 404, title: 'There is no such message.' },
  username_taken: { status: 409, title: 'That username is taken, or looks too much like another.' },
  room_name_taken: { status: 409, title: 'There is already a room with that name.' },
  not_in_room: { status: 409, title: 'You are not in this room.' },
  room_archived: { status: 409, title: 'The room is archived: it can only be read.' },
  key_reused: { status: 409, title: 'That key was already used for another message.' },
  upload_conflict: {
    status: 409,
    title: 'This upload is at another place. Ask where, and go on from there.',
  },
  cursor_unknown: {
    status: 409,
    title: 'The room’s history has changed; start again from a fresh page.',
  },
  message_changed: { status: 409, title: 'The message was given another text meanwhile.' },
  room_deleted: { status: 410, title: 'The room was deleted.' },
  reset_invalid: {
    status: 410,
    title: 'This link has been used, withdrawn or has expired. Ask for a new one.',
  },
  invite_invalid: {
    status: 410,
    title: 'This invitation has been used up, withdrawn or has expired. Ask for a new one.',
  },
  message_deleted: { status: 410, title: 'The message was deleted.' },
  request_timeout: { status: 408, title: 'The request did not arrive in time.' },
  too_large: { status: 413, title: 'That is too large.' },
  quota_exceeded: {
    status: 413,
    title: 'That is as much as there may be. Delete something that is no longer needed.',
  },
  unsupported_media_type: { status: 415, title: 'Send JSON, as application/json.' },
  misdirected: { status: 421, title: 'Parlor is not served under this name.' },
  range_not_satisfiable: { status: 416, title: 'The file has no such part.' },
  invalid_input: { status: 422, title: 'Something in the request needs to be put right.' },
  too_many_requests: { status: 429, title: 'Too many attempts. Please wait a little.' },
  headers_too_large: {
    status: 431,
    title: 'The browser sent too many cookies of other programs on this host. Delete them.',
  },
  internal_error: { status: 500, title: 'Something went wrong on the server.' },
  unavailable: {
    status: 503,
    title: 'Parlor cannot reach its data just now. Please try again soon.',
  },
} as const

export type ProblemCode = keyof typeof problems
