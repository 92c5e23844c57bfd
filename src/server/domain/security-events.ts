/** What an operator has to be able to find in the log (OWASP ASVS 5.0, 16.3). */
export type SecurityEventName =
  | 'signed_up'
  | 'logged_in'
  | 'log_in_failed'
  | 'log_in_throttled'
  | 'logged_out'
  | 'session_ended'
  | 'other_sessions_ended'
  | 'renamed'
  | 'account_deleted'
  | 'password_changed'
  | 'password_change_failed'
  | 'password_reset'
  | 'password_reset_failed'
  | 'refused'

/** Never with a name, a password, a token or a code: people type the one where the other belongs. */
export interface SecurityEvent {
  event: SecurityEventName
  /** The account's id; null: there is none, or nobody knows which. */
  account: string | null
  /** The IP address. */
  address: string
  /** One of a few fixed words: a reason, a problem code. */
  detail?: string
}

export type NoteEvent = (event: SecurityEvent) => void
