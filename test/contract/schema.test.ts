import { SchemaGenerator } from '@mikro-orm/sql'
import Sqlite from 'better-sqlite3'
import { expect } from 'vitest'
import { openDatabase } from '../../src/server/database/database.ts'
import { openPostgres } from '../../src/server/database/postgres.ts'
import { openSqlite } from '../../src/server/database/sqlite.ts'
import { upgrade } from '../../src/server/domain/upgrade.ts'
import { putFirstStorey } from '../databases/first-storey.ts'
import { engine } from '../support/engines.ts'
import { aParlor, test } from '../support/examples.ts'

// What the search index holds is no entity's: nothing of it is read but ids. Nor is what keeps it.
const extensions = {
  extensions: [SchemaGenerator],
  schemaGenerator: { skipTables: ['search_entry'] },
}

const ofSearch = /^drop (trigger|function) if exists "\w*search_\w*".*;$/gm

test.runIf(engine === 'postgres')(
  'the schema that the migrations make is the one that the entities describe',
  async () => {
    const { database } = await aParlor()
    const { orm } = await openPostgres(database.url, () => {}, extensions)
    const change = await orm.schema.getUpdateSchemaSQL({ wrap: false })
    expect(change.replaceAll(ofSearch, '').trim()).toBe('')
    await orm.close()
  },
)

test.runIf(engine === 'sqlite')(
  'the schema that the migrations make is the one that the entities describe',
  async () => {
    const parlor = await aParlor()
    const migrated = new Sqlite(parlor.database.url.slice('sqlite:'.length))
    // Not as a difference, as above: MikroORM takes SQLite's 64-bit keys for smaller ones.
    const { orm, file: described } = await openSqlite(`${migrated.name}.new`, 'writer', extensions)
    await orm.schema.create()
    expect(shapeOf(migrated)).toEqual(shapeOf(described))
    migrated.close()
    await orm.close()
  },
)

test('processes that start at the same moment make one database', async () => {
  const parlor = await aParlor()
  await parlor.stop()
  await parlor.database.clear()
  const databases = await Promise.all(
    Array.from({ length: 4 }, () => openDatabase(parlor.database.url, 'writer')),
  )
  const taken = await Promise.all(databases.map((database) => database.migrate()))
  expect(taken.filter((steps) => steps.length > 0)).toHaveLength(1)
  for (const database of databases) await database.close()
})

test('processes that start at the same moment bring an old database up to date, and keep one copy of it', async () => {
  const parlor = await aParlor()
  await parlor.stop()
  await putFirstStorey(parlor.database)
  const databases = await Promise.all(
    Array.from({ length: 3 }, () => openDatabase(parlor.database.url, 'writer')),
  )
  const now = new Date()
  const upgraded = await Promise.all(databases.map((database) => upgrade(database, now)))
  for (const database of databases) {
    expect(await database.pending()).toEqual([])
    await database.close()
  }
  const copies = upgraded.flatMap(({ kept }) => kept ?? [])
  expect(copies).toHaveLength(engine === 'sqlite' ? 1 : 0)
})

test('a database that a newer Parlor has changed is refused by name of the change', async () => {
  const parlor = await aParlor()
  await parlor.stop()
  await parlor.database.tamper(
    "insert into mikro_orm_migrations (name, executed_at) values ('999-later', '2030-01-01')",
  )
  await expect(parlor.startAgain()).rejects.toThrow(/newer Parlor.*999-later/)
})

/** Columns, indexes and references of all our tables, in no order that a later step could change. */
function shapeOf(file: Sqlite.Database): unknown[] {
  const about = (what: string, columns: string) =>
    file
      .prepare(
        `select t.name as "table", ${columns} from sqlite_schema t, ${what}(t.name) x
         where t.type = 'table' and t.name not like 'sqlite%' and t.name not like 'mikro%'
           and t.name not like 'search_entry%'
         order by 1, 2, 3`,
      )
      .all()
  const indexes = file.prepare(
    "select name, sql from sqlite_schema where type = 'index' order by 1",
  )
  return [
    about('pragma_table_info', 'x.name, x.type, x."notnull", x.dflt_value, x.pk'),
    about('pragma_foreign_key_list', 'x."from", x."table", x."to", x.on_update, x.on_delete'),
    indexes.all(),
  ]
}
