import { limits } from '../../protocol/limits.ts'
import type { NotifyLevel } from '../../protocol/push.ts'

/** What somebody wants to hear of a room: what they chose, or what is usual for one of its size. */
export function levelOf(
  chosen: string | null,
  { kind, members }: { kind: string; members: number },
): NotifyLevel {
  if (chosen === 'all' || chosen === 'mentions' || chosen === 'none') return chosen
  return kind === 'direct' || members <= limits.smallRoom ? 'all' : 'mentions'
}
