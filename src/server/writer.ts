import { parentPort, workerData } from 'node:worker_threads'
import { checkpoint, checkpointWhenIdle } from './database/checkpoints.ts'
import { openDatabase } from './database/database.ts'
import { commitOf } from './domain/verbs.ts'
import { watchOtherWriters } from './engine/feed/sqlite-feed.ts'
import { serveCommits, tellOfOtherWriters } from './engine/threads/writer-thread.ts'
import { giveBackMemory } from './heap.ts'
import { newId } from './ids.ts'

// The writer's thread: it has the one connection that writes, and may wait for the disk.
if (!parentPort) throw new Error('The writer runs in a thread of the server.')
const port = parentPort
const database = await openDatabase(workerData.databaseUrl, 'writer')
// The server's clock: each request brings its time along.
let now = 0
const commit = commitOf(database, { now: () => now, newId })
const watch = database.file && watchOtherWriters(database.file, () => tellOfOtherWriters(port))
const checkpoints = database.file && checkpointWhenIdle(database.file)
serveCommits(port, {
  commit,
  setTime: (time) => {
    now = time
  },
  giveBackMemory,
  close: async () => {
    watch?.()
    checkpoints?.stop()
    // Should others have the file open, it holds everything all the same.
    if (database.file) checkpoint(database.file)
    await database.close()
  },
})
