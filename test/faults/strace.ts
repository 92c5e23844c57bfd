import { spawnSync } from 'node:child_process'
import type { TestContext } from 'vitest'
import { skipBecause } from './skipping.ts'

/** Skips the test, with the reason on the screen, where strace cannot be used. */
export function needStrace({ skip }: TestContext): void {
  skipBecause(skip, whyNoStrace())
}

/** The command that runs another and notes these system calls of it in `file`. */
export function traced(file: string, calls: string): string[] {
  return ['strace', '-f', '-y', '-s', '64', '-e', `trace=${calls}`, '-o', file]
}

function whyNoStrace(): string | undefined {
  const { status, error } = spawnSync('strace', ['-f', 'true'])
  if (error) return 'strace is not installed'
  return status === 0 ? undefined : 'strace may not trace processes here'
}
