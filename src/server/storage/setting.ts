import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** A store of files, as the environment says it. */
export type PlaceOfFiles =
  | { kind: 'folder'; path: string }
  | { kind: 's3'; url: string; region: string; keyId: string; secret: string }

/**
 * What `FILES` says; undefined: the database.
 * @throws Error that names the setting which cannot be used, and never shows a key.
 */
export function placeOfFiles(env: Record<string, string | undefined>): PlaceOfFiles | undefined {
  const { FILES: text = '' } = env
  if (text === '' || text === 'database') return undefined
  const [, kind, where] = /^(folder|s3):(.+)$/.exec(text) ?? []
  if (kind === 'folder' && where) return { kind, path: resolve(where) }
  if (kind !== 's3' || !where) {
    throw new Error(
      `FILES must be database, folder:PATH or s3:https://ENDPOINT/BUCKET, not “${text}”.`,
    )
  }
  return {
    kind,
    url: bucket(where),
    region: env.S3_REGION || 'us-east-1',
    keyId: key(env, 'S3_ACCESS_KEY_ID'),
    secret: key({ ...env, ...secretInFile(env) }, 'S3_SECRET_ACCESS_KEY'),
  }
}

/** @throws Error that does not show the address: somebody may have put a password there. */
function bucket(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isAddress = url !== undefined && /^https?:$/.test(url.protocol)
  const isBare = url?.username === '' && url.password === '' && url.search + url.hash === ''
  if (!isAddress || !isBare || !/^(\/[\w.~-]+)+\/?$/.test(url.pathname)) {
    throw new Error(
      'FILES must be s3:https://ENDPOINT/BUCKET, or with a folder after it; the keys go into S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.',
    )
  }
  return url.href.replace(/\/$/, '')
}

/** What `S3_SECRET_ACCESS_KEY_FILE` holds: the environment is seen by whoever may look at the process. */
function secretInFile({
  S3_SECRET_ACCESS_KEY: secret,
  S3_SECRET_ACCESS_KEY_FILE: file,
}: Record<string, string | undefined>) {
  if (!file) return {}
  if (secret) throw new Error('Set S3_SECRET_ACCESS_KEY or S3_SECRET_ACCESS_KEY_FILE, not both.')
  try {
    // Most editors end the line; no more than one is expected.
    return { S3_SECRET_ACCESS_KEY: readFileSync(file, 'utf8').trim() }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`S3_SECRET_ACCESS_KEY_FILE: ${reason}`, { cause: error })
  }
}

function key(env: Record<string, string | undefined>, name: string): string {
  const value = env[name]
  if (!value) throw new Error(`FILES is s3:…, so ${name} must be set to a key of that store.`)
  return value
}
