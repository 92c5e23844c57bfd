import { parentPort, workerData } from 'node:worker_threads'
import { backUpOnce } from './database/dated-backups.ts'

// A thread for one backup: reading, writing and checking a whole database would hold up polls.
const { path, where, now, since } = workerData
parentPort?.postMessage(backUpOnce(path, where, { now: new Date(now), since }))
