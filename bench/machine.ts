import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import {
  availableParallelism,
  constants,
  cpus,
  getPriority,
  loadavg,
  platform,
  release,
  setPriority,
} from 'node:os'

/** Which core the server has for itself, and which one the generator; undefined: any. */
export interface Cores {
  server: string | undefined
  generator: string | undefined
}

/** Pins processes where the system can; `taskset` is in util-linux. */
export function findCores(): Cores {
  const canPin = spawnSync('taskset', ['--version']).status === 0
  return canPin && availableParallelism() >= 2
    ? { server: '0', generator: '1' }
    : { server: undefined, generator: undefined }
}

export function canTrace(): boolean {
  return spawnSync('strace', ['--version']).status === 0
}

export function describeMachine({ server, generator }: Cores): string {
  const [cpu] = cpus()
  const pinning =
    server === undefined
      ? 'nothing is pinned to a core (that takes two cores and taskset)'
      : `the server on core ${server}, the generator on core ${generator}`
  return [
    `${availableParallelism()} × ${cpu?.model.trim() ?? 'unknown processor'}`,
    `${platform()} ${release()}`,
    `Node.js ${process.version}`,
    `load average ${loadAverage()}`,
    pinning,
  ].join('; ')
}

/** Over the last minute: whatever else runs here takes its share of the numbers. */
export function loadAverage(): string {
  return (loadavg()[0] ?? 0).toFixed(1)
}

/**
 * Seconds of processor time that a process has had so far, all its threads together. Unlike the
 * time on the clock it is hardly touched by what else the machine does. NaN outside Linux.
 */
export function cpuSeconds(pid: number): number {
  try {
    let nanoseconds = 0
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const [onCpu] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')
      nanoseconds += Number(onCpu)
    }
    return nanoseconds / 1e9
  } catch {
    return Number.NaN
  }
}

/** Bytes of a process that are in memory. NaN outside Linux. */
export function residentBytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024
  } catch {
    return Number.NaN
  }
}

/**
 * What this process does from now on is what other machines do who have to do with the server: here it
 * must not take the processor from it, and from those who measure it. @returns what ends that, if it may
 */
export function asAnotherMachine(): () => void {
  const before = getPriority()
  setPriority(constants.priority.PRIORITY_LOW)
  return () => {
    try {
      setPriority(before)
    } catch {
      // Only an administrator may be quicker again; what follows takes turns with nobody.
    }
  }
}
