import pg from 'pg'

/** How fast PostgreSQL alone makes messages durable here, in rows a second. */
export interface BarePostgres {
  /** Each row in a transaction of its own, one after another. */
  oneByOne: number
  /** The same on eight connections at once, which may share a wait for the disk. */
  onEight: number
}

/** The least that PostgreSQL can do for a post: one prepared insert, and its commit. */
export async function barePostgres(url: string, seconds: number): Promise<BarePostgres> {
  const clients = await Promise.all(Array.from({ length: 8 }, () => connected(url)))
  const [first] = clients
  if (!first) throw new Error('There is no connection.')
  try {
    await first.query(
      'create table bare (id bigserial primary key, room text, seq bigint, body text, key text unique, unique (room, seq))',
    )
    return { oneByOne: await rate([first], seconds), onEight: await rate(clients, seconds) }
  } finally {
    await first.query('drop table if exists bare')
    await Promise.all(clients.map((client) => client.end()))
  }
}

async function rate(clients: pg.Client[], seconds: number): Promise<number> {
  const start = performance.now()
  let rows = 0
  await Promise.all(
    clients.map(async (client) => {
      const room = crypto.randomUUID()
      for (let seq = 1; performance.now() - start < seconds * 1000; seq += 1) {
        const body = `Message ${seq}, and a few words more to say.`
        await client.query({
          name: 'insert',
          text: 'insert into bare (room, seq, body, key) values ($1, $2, $3, $4)',
          values: [room, seq, body, crypto.randomUUID()],
        })
        rows += 1
      }
    }),
  )
  return rows / ((performance.now() - start) / 1000)
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client(url)
  await client.connect()
  return client
}
