import type { CrowdReport } from './load/crowd.ts'

/** What went wrong in a crowd, in words; nothing if all was well. */
export function faultsIn(report: CrowdReport): string[] {
  return [
    ...(report.errorCount > 0 ? [`${report.errorCount} errors: ${report.errors.join(', ')}`] : []),
    ...(report.late > 0 ? [`${report.late} late`] : []),
    ...(report.incomplete > 0 ? [`${report.incomplete} readers miss messages`] : []),
    ...(report.violations.length > 0
      ? [`order broken: ${report.violations.slice(0, 2).join(', ')}`]
      : []),
  ]
}
