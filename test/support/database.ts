import Database from 'better-sqlite3'

/** Everything in a database, table by table, as somebody with the file in hand reads it. */
export function contentsOf(file: string): Map<string, unknown[]> {
  const database = new Database(file, { readonly: true })
  try {
    const tables = database
      .prepare<[], { name: string }>(
        "select name from sqlite_schema where type = 'table' and name not like 'sqlite%'",
      )
      .all()
    const rowsOf = (name: string) => database.prepare(`select * from "${name}"`).all()
    return new Map(tables.map(({ name }) => [name, rowsOf(name)]))
  } finally {
    database.close()
  }
}

/** What a database says that it is. */
export function versionOf(file: string): string {
  const database = new Database(file, { readonly: true })
  try {
    return `SQLite ${database.prepare('select sqlite_version()').pluck().get()}`
  } finally {
    database.close()
  }
}

/** All of it as one text, to search for what must or must not be there. */
export function textOf(file: string): string {
  return JSON.stringify([...contentsOf(file)])
}

/** Copies a database as of one moment, whether a server is using it or not. */
export function backUp(file: string, copy: string): void {
  const database = new Database(file)
  database.prepare('vacuum into ?').run(copy)
  database.close()
}

/** Takes SQLite's write lock, as a second process would; gives the function that returns it. */
export function lock(file: string): () => void {
  const database = new Database(file)
  database.exec('begin immediate')
  return () => {
    database.exec('rollback')
    database.close()
  }
}

/** Runs SQL behind the server's back. */
export function tamper(file: string, sql: string): void {
  const database = new Database(file)
  database.exec(sql)
  database.close()
}
