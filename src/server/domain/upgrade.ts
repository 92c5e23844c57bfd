import type { Database } from '../database/database.ts'
import { renewNameTable, type Twins } from './name-table.ts'

/**
 * Brings a database up to date: its schema, and what is derived from Unicode's data. Harmless when it is.
 * @throws if the database was made by a newer Parlor.
 */
export async function upgrade(database: Database): Promise<{ steps: string[]; twins: Twins[] }> {
  const steps = await database.migrate()
  return { steps, twins: await renewNameTable(database) }
}

/** What an operator reads about twins, in one line. */
export function aboutTwins({ of, names: [elder, younger] }: Twins): string {
  return `Two ${of} have names that look alike, “${elder}” and “${younger}”; the second can keep it.`
}
