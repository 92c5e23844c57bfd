import { parentPort, workerData } from 'node:worker_threads'
import { verbs } from './domain/verbs.ts'
import { newId } from './ids.ts'
import { openDatabase } from './storage/database.ts'
import { createCommit } from './storage/group-commit.ts'
import { serveCommits } from './storage/writer-thread.ts'

// The writer's thread: it has the one connection that writes, and may wait for the disk.
if (!parentPort) throw new Error('The writer runs in a thread of the server.')
const database = await openDatabase(workerData.databaseUrl, 'writer')
const commit = createCommit(database, verbs, { now: Date.now, newId })
serveCommits(parentPort, commit, () => database.close())
