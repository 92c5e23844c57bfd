import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely'
import type { Tables } from './entities/tables.ts'

type Value = string | number | null
type Values = Record<string, Value>

/** Stands in a statement for a value that each run gives. */
class Slot {
  readonly row: number
  readonly name: string
  constructor(row: number, name: string) {
    this.row = row
    this.name = name
  }
}

/**
 * A statement that is put together once, and then only given values: for most of ours, Kysely
 * takes longer to build and compile them than the database to run them. For the hot ones.
 *
 * @param build builds it with Kysely; it must use every value as a value, and not look at it.
 */
export function statement<V extends Values, Row>(
  build: (db: Kysely<Tables>, values: V) => Compilable<Row>,
): (db: Kysely<Tables>, values: V) => Promise<QueryResult<Row>> {
  const run = compiledOnce((db) => build(db, slots<V>(0)))
  return (db, values) => run(db, [values])
}

/** How many rows of values a statement for many may have: few lengths, as each is compiled. */
const lengths = [64, 32, 16, 8, 4, 2, 1]

/** As `statement`, for rows of values: as many as there are, in pieces of a few lengths. */
export function statementForMany<V extends Values, Row>(
  build: (db: Kysely<Tables>, rows: readonly V[]) => Compilable<Row>,
): (db: Kysely<Tables>, rows: readonly V[]) => Promise<Row[]> {
  const pieces = lengths.map((length) => ({
    length,
    run: compiledOnce((db) =>
      build(
        db,
        Array.from({ length }, (_, row) => slots<V>(row)),
      ),
    ),
  }))
  return async (db, rows) => {
    const results: Row[] = []
    let from = 0
    for (const { length, run } of pieces) {
      for (; rows.length - from >= length; from += length) {
        results.push(...(await run(db, rows.slice(from, from + length))).rows)
      }
    }
    return results
  }
}

/** Values that are not there yet; to Kysely an object that is no expression is a value. */
function slots<V extends Values>(row: number): V {
  return new Proxy({}, { get: (_, name) => new Slot(row, String(name)) }) as V
}

function compiledOnce<Row>(build: (db: Kysely<Tables>) => Compilable<Row>) {
  /** By adapter, of which each open database has one: the two dialects differ in their SQL. */
  const compiled = new WeakMap<object, CompiledQuery<Row>>()

  return (db: Kysely<Tables>, rows: readonly Values[]): Promise<QueryResult<Row>> => {
    const { adapter } = db.getExecutor()
    let query = compiled.get(adapter)
    if (!query) {
      query = build(db).compile()
      compiled.set(adapter, query)
    }
    const parameters = query.parameters.map((value) =>
      value instanceof Slot ? rows[value.row]?.[value.name] : value,
    )
    return db.executeQuery({ ...query, parameters })
  }
}
