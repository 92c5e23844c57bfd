import { type AccountSummary, allAccounts } from '../domain/accounts.ts'
import { onDatabase } from './on-database.ts'
import { table } from './table.ts'

/** Lists all accounts; with `json`, a line of JSON for each. */
export async function people({ json }: { json?: boolean }): Promise<void> {
  const accounts = await onDatabase((database) => allAccounts(database.db()))
  if (json) return accounts.forEach((account) => void console.log(JSON.stringify(entry(account))))
  const rows = accounts.map((account) => {
    const { username, role, createdAt, lastSeenAt, disabled } = entry(account)
    return [username, role, createdAt, lastSeenAt ?? 'not lately', disabled ? 'shut' : '']
  })
  for (const line of table([['name', 'role', 'created', 'last seen', ''], ...rows]))
    console.log(line)
}

function entry({ id, username, role, createdAt, lastSeenAt, isDisabled }: AccountSummary) {
  return {
    id,
    username,
    role,
    createdAt: new Date(createdAt).toISOString(),
    lastSeenAt: lastSeenAt === null ? null : new Date(lastSeenAt).toISOString(),
    disabled: isDisabled,
  }
}
