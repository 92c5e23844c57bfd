import { launcher, type Running, run } from './running.ts'

/** What lets root past permissions and to low ports. */
const privileges = '-dac_override,-dac_read_search,-net_bind_service'

/** The server without what root may more than others, where the tests run as root. */
export function runUnprivileged(
  directory: string,
  environment: Record<string, string> = {},
): Running {
  const server = [process.execPath, launcher]
  const command =
    process.getuid?.() === 0 ? ['setpriv', `--bounding-set=${privileges}`, ...server] : server
  const [program = '', ...parts] = command
  return run(program, parts, directory, environment)
}
