import { parentPort, workerData } from 'node:worker_threads'
import { openReading } from './database/reading.ts'
import { searchQuestions } from './domain/search/questions.ts'
import { answerQuestions } from './engine/threads/asked-thread.ts'

// The thread that searches and reads for the index: the one that answers polls must not wait for it.
if (!parentPort) throw new Error('The search runs in a thread of the server.')
const reading = await openReading(workerData.databaseUrl, workerData.connections)
answerQuestions(parentPort, searchQuestions(reading), () => reading.close())
