import { type CrowdReport, type CrowdTask, createCourse, crowd, type Lap } from './crowd.ts'
import { type FloodReport, type FloodTask, flood } from './flood.ts'
import { type SaturateTask, type Saturation, saturate } from './saturate.ts'
import { type TakeTurnsTask, takeTurns } from './take-turns.ts'
import type { Times } from './times.ts'

export type Task = SaturateTask | CrowdTask | TakeTurnsTask | FloodTask
/** Said to a crowd that is under way. */
export type Command = { kind: 'lap' } | { kind: 'end' }

/** What a task reports when it is over. */
export interface Reports {
  saturate: Saturation
  crowd: CrowdReport
  flood: FloodReport
  'take turns': Record<string, Times>
}

/** From the generator: the load has begun, has ended, or the report on it. */
export type News =
  | { kind: 'started' }
  | { kind: 'ended' }
  | { kind: 'report'; report: Reports[Task['kind']] }
  | { kind: 'lap'; lap: Lap }
  | { kind: 'failed'; reason: string }

// The generator: a process of its own, that takes one task after another.
const course = createCourse()
process.on('message', async (task: Task | Command) => {
  if (task.kind === 'lap') return course.lap((lap) => tell({ kind: 'lap', lap }))
  if (task.kind === 'end') return course.end()
  try {
    tell({ kind: 'report', report: await perform(task) })
  } catch (error) {
    tell({ kind: 'failed', reason: error instanceof Error ? String(error.stack) : String(error) })
  }
})
process.on('disconnect', () => process.exit())

async function perform(task: Task): Promise<Reports[Task['kind']]> {
  const started = () => tell({ kind: 'started' })
  const ended = () => tell({ kind: 'ended' })
  switch (task.kind) {
    case 'saturate':
      return saturate(task, started)
    case 'crowd':
      return crowd(task, started, ended, course)
    case 'flood':
      return flood(task, started)
    case 'take turns':
      return takeTurns(task, started)
    default:
      return task satisfies never
  }
}

function tell(news: News): void {
  process.send?.(news)
}
