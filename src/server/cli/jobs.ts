import { type JobSummary, listJobs } from '../engine/failed-jobs.ts'
import { system } from '../engine/transaction.ts'
import { onDatabase } from './on-database.ts'
import { table } from './table.ts'

/** Lists what is still to be done, and what has failed for good; or does something about one of these. */
export async function jobs(options: {
  json?: boolean
  retry?: string
  drop?: string
}): Promise<void> {
  const { json, retry, drop } = options
  if (retry !== undefined) return handle('retryJob', retry, 'is tried again')
  if (drop !== undefined) return handle('dropJob', drop, 'is given up')
  const all = await onDatabase((database) => listJobs(database.db()))
  if (json) return all.forEach((job) => void console.log(JSON.stringify(entry(job))))
  const rows = all.map((job) => [
    `${job.id}`,
    job.kind,
    time(job.createdAt),
    job.failedAt === null ? `at ${time(job.notBefore)}` : 'failed',
    `${job.attempts}`,
    job.error?.split('\n')[0] ?? '',
  ])
  for (const line of table([['id', 'kind', 'created', 'next', 'tries', 'error'], ...rows]))
    console.log(line)
}

/** @throws Error if there is no such job that has failed for good. */
async function handle(verb: 'retryJob' | 'dropJob', text: string, outcome: string): Promise<void> {
  await onDatabase(async (_, run) => {
    const isDone = /^\d{1,15}$/.test(text) && (await run(verb, system, { id: Number(text) }))
    if (!isDone) throw new Error(`There is no job ${text} that has failed for good.`)
    console.log(`Job ${text} ${outcome}.`)
  })
}

function entry({ id, kind, args, attempts, error, ...job }: JobSummary) {
  return {
    id,
    kind,
    args: JSON.parse(args),
    createdAt: time(job.createdAt),
    notBefore: time(job.notBefore),
    attempts,
    failedAt: job.failedAt === null ? null : time(job.failedAt),
    error,
  }
}

function time(ms: number): string {
  return new Date(ms).toISOString()
}
