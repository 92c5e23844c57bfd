import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { DialectName } from './migrations/index.ts'

/**
 * The condition that a column has one of many values, as one parameter: the text of the statement
 * does not grow with them, and so it is prepared once.
 */
export type OneOf = (column: string, values: readonly (string | number)[]) => RawBuilder<SqlBool>

export const oneOf: Record<DialectName, OneOf> = {
  sqlite: (column, values) =>
    sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`,
  postgres: (column, values) => sql<SqlBool>`${sql.ref(column)} = any(${values})`,
}
