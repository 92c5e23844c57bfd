import type { Line } from './row.ts'

const columns = { what: 52, target: 38 }

export function printTitle(machine: string): void {
  console.log(`${machine}\n`)
  console.log(`     ${'what'.padEnd(columns.what)} ${'to reach'.padEnd(columns.target)} measured`)
}

export function printLine({ what, target, measured, pass }: Line): void {
  const verdict = pass === undefined ? '–   ' : pass ? 'pass' : 'FAIL'
  console.log(
    `${verdict} ${what.padEnd(columns.what)} ${target.padEnd(columns.target)} ${measured}`,
  )
}
