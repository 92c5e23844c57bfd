import Sqlite from 'better-sqlite3'

/** How fast SQLite alone makes messages durable here, in rows a second. */
export interface BareSqlite {
  /** Each row in a transaction of its own, and so with a wait for the disk of its own. */
  oneByOne: number
  /** 64 rows in each transaction, as 64 writers could share it. */
  by64: number
}

/** The least that SQLite can do for a post: one prepared insert, with the settings Parlor uses. */
export function bareSqlite(file: string, seconds: number): BareSqlite {
  const database = new Sqlite(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec(
    'create table message (id integer primary key autoincrement, room text, seq integer, body text, key text);' +
      'create unique index by_place on message (room, seq); create unique index by_key on message (key)',
  )
  const insert = database.prepare('insert into message (room, seq, body, key) values (?, ?, ?, ?)')
  let seq = 0

  function rate(rows: number): number {
    const transaction = database.transaction(() => {
      for (let i = 0; i < rows; i += 1) {
        seq += 1
        insert.run('room', seq, `Message ${seq}, and a few words more to say.`, crypto.randomUUID())
      }
    })
    const before = seq
    const start = performance.now()
    while (performance.now() - start < seconds * 1000) transaction.immediate()
    return (seq - before) / ((performance.now() - start) / 1000)
  }

  try {
    return { oneByOne: rate(1), by64: rate(64) }
  } finally {
    database.close()
  }
}
