import type { Reading } from '../../database/reading.ts'
import { type Asked, find } from './find.ts'
import { gather } from './gather.ts'
import { type Progress, progress } from './progress.ts'

/** What the thread that searches can be asked: all that only reads, and may take long. */
export function searchQuestions(reading: Reading) {
  return {
    find: (asked: Asked) => find(reading, asked),
    gather: ({ roomIds }: { roomIds?: string[] }) =>
      reading.snapshot((db) => gather(db, reading.oneOf, roomIds)),
    progress: (_: Record<string, never>): Promise<Progress> => reading.snapshot(progress),
  }
}

export type SearchQuestions = ReturnType<typeof searchQuestions>
