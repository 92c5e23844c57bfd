import type { IncomingMessage } from 'node:http'
import { hiddenWindow } from '../../../protocol/hidden-window.ts'
import type { LiveSession } from '../../domain/live/live-person.ts'

/** Notes that somebody looks at their room, unless the window that polled it is hidden. */
export function noteLook(
  { headers }: Pick<IncomingMessage, 'headers'>,
  session: LiveSession,
): void {
  if (headers[hiddenWindow] === undefined) session.isLooking = true
}
