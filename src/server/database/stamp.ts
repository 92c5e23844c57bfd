/** A time as a part of a file's name, in UTC: `2026-11-27T11-15-00Z`. Windows takes no colons there. */
export function stamp(time: Date): string {
  return time
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-')
}
