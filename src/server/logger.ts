import { type Logger, pino } from 'pino'
import type { Config } from './config.ts'

/** JSON lines on standard output. pino escapes control characters; secrets are never passed to it. */
export function createLogger({ logLevel }: Pick<Config, 'logLevel'>): Logger {
  return pino({
    level: logLevel,
    // A belt to the braces: should a request ever be logged, its secrets are not.
    redact: ['req.headers.cookie', 'req.headers.authorization', 'res.headers["set-cookie"]'],
  })
}
