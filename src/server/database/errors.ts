/** SQLite's result codes, with their extended forms, that mean "not now" rather than "wrong". */
const sqliteOutage = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|NOMEM|PROTOCOL)/
/**
 * PostgreSQL's SQLSTATE classes that mean the same: connection (08), resources (53), operator
 * intervention (57), read-only transaction (25006), lock or serialisation failure (40, 55P03).
 */
const postgresOutage = /^(08|53|57|40|25006|55P03)/
const networkOutage = /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/
/** What the driver for PostgreSQL says, without a code, of a connection that broke or is not to be had. */
const brokenConnection =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout|Client was closed|Cannot use a pool after calling end)/
/** Deadlock and serialisation failure: PostgreSQL undid the transaction so that another could go on. */
const lostTheRace = /^(40P01|40001)$/

/** Whether the database could not be reached or written, so that trying again later may help. */
export function isOutage(error: unknown): boolean {
  const code = codeOf(error)
  return (
    sqliteOutage.test(code) ||
    postgresOutage.test(code) ||
    networkOutage.test(code) ||
    isBrokenConnection(error)
  )
}

/** Whether the same transaction, begun once more, has every chance to succeed. */
export function isWorthRepeating(error: unknown): boolean {
  return lostTheRace.test(codeOf(error))
}

/** Whether a unique index refused a row. */
export function isUniqueViolation(error: unknown): boolean {
  return /^(SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)|23505)$/.test(codeOf(error))
}

/** Whether a step of the schema failed because another process is taking, or has taken, it too. */
export function isCollision(error: unknown): boolean {
  // Unique violation (in the catalogue), duplicate table, duplicate object.
  return (
    /^(23505|42P07|42710|40P01|SQLITE_BUSY.*)$/.test(codeOf(error)) ||
    (error instanceof Error && /already exists/.test(error.message))
  )
}

function isBrokenConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return brokenConnection.test(error.message) || isBrokenConnection(error.cause)
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return codeOf(error.cause)
}
