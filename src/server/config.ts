import { fileURLToPath } from 'node:url'
import { compile } from '@fastify/proxy-addr'
import type { BackupFolder } from './database/dated-backups.ts'
import { databaseUrlIn } from './database-url.ts'
import type { FileLimits } from './domain/files.ts'
import { hostsIn } from './http/plumbing/hosts.ts'
import { type PlaceOfFiles, placeOfFiles } from './storage/setting.ts'

/** Everything that the environment decides, parsed once. */
export interface Config {
  readonly host: string
  /** 0 picks a free port. */
  readonly port: number
  /** `sqlite:PATH` or `postgres://…` */
  readonly databaseUrl: string
  /** Where a backup is kept of each day, and how many; undefined: nobody asked for that. */
  readonly backups: BackupFolder | undefined
  /** How large files may be, in bytes. */
  readonly files: FileLimits
  /** Where files lie once they are whole; undefined: in the database. */
  readonly placeOfFiles: PlaceOfFiles | undefined
  readonly rateLimits: boolean
  readonly logLevel: string
  /** Addresses or networks of the proxies whose forwarded headers are believed. */
  readonly trustedProxies: readonly string[]
  /** Names under which Parlor is served besides those that cannot be anybody else's (`http/plumbing/hosts.ts`). */
  readonly allowedHosts: readonly string[]
  /** The path of its host below which Parlor is reached; empty, or `/chat`, without a slash at the end. */
  readonly basePath: string
  /** The folder of the built web client. */
  readonly webRoot: string
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

/** @throws Error that names the setting which cannot be used, and what it may be. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const env = trimmed(environment)
  const url = databaseUrlIn(env)
  return Object.freeze({
    host: env.HOST || '127.0.0.1',
    port: port(env.PORT || '5000'),
    databaseUrl: url,
    backups: backups(env, url),
    files: files(env),
    placeOfFiles: placeOfFiles(env),
    rateLimits: oneOf('RATE_LIMITS', env.RATE_LIMITS || 'on', ['on', 'off']) === 'on',
    logLevel: oneOf('LOG_LEVEL', env.LOG_LEVEL || 'info', logLevels),
    trustedProxies: trustedProxies(env.TRUSTED_PROXIES || ''),
    allowedHosts: hostsIn(env.ALLOWED_HOSTS || ''),
    basePath: basePath(env.BASE_PATH || ''),
    webRoot: fileURLToPath(new URL('../../dist/web/', import.meta.url)),
  })
}

/** In a command window of Windows, `set PORT=5001 && npm start` gives “5001 ”. */
function trimmed(env: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value?.trim()]))
}

function port(text: string): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number > 65_535) {
    throw new Error(`PORT must be a number from 0 to 65535, not “${text}”.`)
  }
  return number
}

const ownPaths = /^\/(api|assets|rooms|for-you|share|last|reset|invite|admin)(\/|$)/

function basePath(text: string): string {
  const path = text.replace(/\/$/, '')
  if (path === '') return ''
  // Of what a path may hold, what every proxy passes on as it is.
  if (!/^(\/(?!\.+(\/|$))[\w.~-]+)+$/.test(path)) {
    throw new Error(`BASE_PATH must be a path such as /chat, not “${text}”.`)
  }
  // Of one whose proxy takes the path off, nobody could tell /admin and /admin/admin apart.
  if (ownPaths.test(path)) {
    throw new Error(`BASE_PATH must not begin like a path of Parlor itself, as “${text}” does.`)
  }
  return path
}

function backups(env: Record<string, string | undefined>, url: string): BackupFolder | undefined {
  const { PARLOR_BACKUPS: folder, PARLOR_BACKUPS_KEEP: keep } = env
  if (!folder) return undefined
  if (!url.startsWith('sqlite:')) {
    throw new Error('PARLOR_BACKUPS is for SQLite; PostgreSQL is backed up with its own pg_dump.')
  }
  return { folder, keep: howMany('PARLOR_BACKUPS_KEEP', keep || '7') }
}

const megabyte = 2 ** 20

function files(env: Record<string, string | undefined>): FileLimits {
  const megabytes = (setting: string, usual: string) =>
    howMany(setting, env[setting] || usual) * megabyte
  return {
    perFile: megabytes('FILE_MB', '25'),
    perPerson: megabytes('FILES_MB_PER_PERSON', '2000'),
    inAll: megabytes('FILES_MB', '20000'),
  }
}

/** @throws Error that names the setting. */
export function howMany(setting: string, text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) {
    throw new Error(`${setting} must be a whole number, 1 or more, not “${text}”.`)
  }
  return number
}

function trustedProxies(text: string): string[] {
  const proxies = text.split(',').map((proxy) => proxy.trim())
  return proxies.filter(Boolean).map((proxy) => {
    try {
      compile([proxy])
      return proxy
    } catch {
      throw new Error(
        `TRUSTED_PROXIES must be addresses or networks, such as 127.0.0.1, 10.0.0.0/8, not “${proxy}”.`,
      )
    }
  })
}

function oneOf(name: string, text: string, allowed: string[]): string {
  if (!allowed.includes(text)) {
    throw new Error(`${name} must be one of ${allowed.join(', ')}, not “${text}”.`)
  }
  return text
}
