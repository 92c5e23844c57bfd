import { type FieldCode, type FieldError, fieldError } from './field-errors.ts'
import type { Message } from './messages.ts'
import type { User } from './people.ts'
import { type ProblemCode, problems } from './problems.ts'

/** What some refusals carry besides their code. */
export interface RefusalDetails {
  detail?: string
  errors?: FieldError[]
  room?: { id: string; name: string }
  /** With `room_deleted`. */
  deletedBy?: User
  /** With `message_changed`. */
  message?: Message
  /** With `not_in_room`, if it was not they who left. */
  reason?: 'removed' | 'banned'
  /** With `muted` and `banned`: until when. */
  until?: string
  /** Seconds. */
  retryAfter?: number
}

/** A "no" that people understand. It is thrown anywhere and mapped to HTTP in one place. */
export class Refusal extends Error {
  readonly code: ProblemCode
  readonly details: RefusalDetails

  constructor(code: ProblemCode, details: RefusalDetails = {}) {
    super(problems[code].title)
    this.code = code
    this.details = details
  }
}

/** The refusal of one field of a form; see `fieldError`. */
export function invalid(field: string, code: FieldCode, limit?: number): Refusal {
  return new Refusal('invalid_input', { errors: [fieldError(field, code, limit)] })
}
