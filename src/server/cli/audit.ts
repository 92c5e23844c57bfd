import { auditPage } from '../domain/audit.ts'
import { onDatabase } from './on-database.ts'

/** Prints all that was written down, the newest first, a line of JSON for each. */
export async function exportAudit(): Promise<void> {
  await onDatabase(async (database) => {
    let after: number | null | undefined
    do {
      const { entries, next } = await auditPage(database.db(), { after: after ?? undefined })
      for (const entry of entries) console.log(JSON.stringify(entry))
      after = next
    } while (after !== null)
  })
}
