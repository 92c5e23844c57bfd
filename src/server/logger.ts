import type { WriteStream } from 'node:tty'
import { type DestinationStream, type Logger, pino } from 'pino'
import type { Config } from './config.ts'
import { lineForPeople } from './lines-for-people.ts'

/**
 * JSON lines on standard output; where that is a terminal, lines for the person in front of it. pino
 * escapes control characters; secrets are never passed to it.
 */
export function createLogger({ logLevel }: Pick<Config, 'logLevel'>): Logger {
  const options = {
    level: logLevel,
    // A belt to the braces: should a request ever be logged, its secrets are not.
    redact: ['req.headers.cookie', 'req.headers.authorization', 'res.headers["set-cookie"]'],
  }
  return process.stdout.isTTY ? pino(options, terminal(process.stdout)) : pino(options)
}

function terminal(output: WriteStream): DestinationStream {
  return { write: (json) => void output.write(lineForPeople(json)) }
}
