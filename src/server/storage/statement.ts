import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely'
import type { Tables } from './entities.ts'

type Value = string | number | null
type Values = Record<string, Value>

/** Stands in a statement for a value that each run gives. */
class Slot {
  readonly name: string
  constructor(name: string) {
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
  /** By adapter, of which each open database has one: the two dialects differ in their SQL. */
  const compiled = new WeakMap<object, CompiledQuery<Row>>()
  // To Kysely an object that is no expression is a value like any other.
  const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) }) as V

  return (db, values) => {
    const { adapter } = db.getExecutor()
    let query = compiled.get(adapter)
    if (!query) {
      query = build(db, slots).compile()
      compiled.set(adapter, query)
    }
    const parameters = query.parameters.map((value) =>
      value instanceof Slot ? values[value.name] : value,
    )
    return db.executeQuery({ ...query, parameters })
  }
}
