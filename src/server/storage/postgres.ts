import { MikroORM, type Options } from '@mikro-orm/postgresql'
import { entities } from './entities.ts'

/**
 * Connects to the PostgreSQL database at `url` (`postgres://user:password@host:port/name`).
 * @throws if the server cannot be reached or refuses the connection.
 */
export async function openPostgres(url: string, options: Options = {}) {
  const orm = await MikroORM.init({ ...options, entities: [...entities], clientUrl: url })
  return { orm }
}
