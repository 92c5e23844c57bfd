/** SQLite's result codes, with their extended forms, that mean "not now" rather than "wrong". */
const sqliteOutage = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|NOMEM|PROTOCOL)/
/**
 * PostgreSQL's SQLSTATE classes that mean the same: connection (08), resources (53), operator
 * intervention (57), read-only transaction (25006), lock or serialisation failure (40, 55P03).
 */
const postgresOutage = /^(08|53|57|40|25006|55P03)/
const networkOutage = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN)$/

/** Whether the database could not be reached or written, so that trying again later may help. */
export function isOutage(error: unknown): boolean {
  const code = codeOf(error)
  return sqliteOutage.test(code) || postgresOutage.test(code) || networkOutage.test(code)
}

/** Whether a unique index refused a row. */
export function isUniqueViolation(error: unknown): boolean {
  return /^(SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)|23505)$/.test(codeOf(error))
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return codeOf(error.cause)
}
