import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { World } from '../worlds.ts'

/** How long SQLite alone takes to find the newest messages with each of these texts; ms, by kind. */
export type BareTimes = Record<string, { p50: number; p99: number }>

/**
 * The same messages in FTS5's own index of three letters each, in a file of its own: what an application that looked
 * no further would ask. It knows nothing of two letters, of rooms, or of who may read what.
 */
export function bareSearch(
  { databaseUrl, directory }: World,
  samples: Record<string, string[]>,
  rounds: number,
): BareTimes {
  const file = join(directory, 'bare-search.db')
  const database = new Sqlite(file)
  try {
    database.pragma('synchronous = OFF')
    database.prepare('attach ? as world').run(databaseUrl.slice('sqlite:'.length))
    database.exec(
      "create virtual table bare using fts5(body, content='', tokenize='trigram');" +
        'insert into bare (rowid, body) select id, body from world.message',
    )
    const find = database.prepare(
      'select message.* from bare join world.message on message.id = bare.rowid' +
        ' where bare match ? order by bare.rowid desc limit 20',
    )
    return Object.fromEntries(
      Object.entries(samples).map(([what, texts]) => {
        const times = Array.from({ length: rounds }, (_, i) => {
          const text = texts[i % texts.length] ?? 'kettle'
          const started = performance.now()
          find.all(text.split(' ').map(quoted).join(' AND '))
          return performance.now() - started
        }).sort((a, b) => a - b)
        const at = (part: number) => times[Math.floor(part * times.length)] ?? Number.NaN
        return [what, { p50: at(0.5), p99: at(0.99) }]
      }),
    )
  } finally {
    database.close()
    rmSync(file)
  }
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
