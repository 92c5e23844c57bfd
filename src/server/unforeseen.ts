import type { Logger } from 'pino'

/**
 * What nobody caught is logged and counted, and ends nothing: whoever found a way to it would have
 * found a way to stop the server (docs/decisions/014).
 * @param distrustMemory what was thrown may have left memory half changed; it is read anew.
 */
export function watchUnforeseen(logger: Logger, distrustMemory: () => void): void {
  let unforeseen = 0
  process.on('unhandledRejection', (err) => {
    unforeseen += 1
    logger.error({ err, unforeseen }, 'Unforeseen: nobody caught a rejection.')
  })
  process.on('uncaughtException', (err) => {
    unforeseen += 1
    logger.error({ err, unforeseen }, 'Unforeseen: nobody caught an exception.')
    distrustMemory()
  })
}
