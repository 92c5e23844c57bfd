import type { NotifyLevel } from '../../protocol/levels.ts'
import { bounds } from '../../protocol/limits.ts'

/** What somebody wants to hear of a room: what they chose, or what is usual for one of its size. */
export function levelOf(
  chosen: string | null,
  { kind, members }: { kind: string; members: number },
): NotifyLevel {
  return chosenLevel(chosen) ?? usualLevel({ kind, members })
}

function usualLevel({ kind, members }: { kind: string; members: number }): NotifyLevel {
  return kind === 'direct' || members <= bounds.smallRoom ? 'all' : 'mentions'
}

/** What is stored; null: nothing, and so what is usual. */
export function chosenLevel(stored: string | null): NotifyLevel | null {
  return stored === 'all' || stored === 'mentions' || stored === 'none' ? stored : null
}
