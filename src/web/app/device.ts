// The order matters: Edge and Opera also say Chrome, and Chrome also says Safari.
const browsers = [
  ['Firefox', /Firefox|FxiOS/],
  ['Edge', /Edg/],
  ['Opera', /OPR/],
  ['Chrome', /Chrome|Chromium|CriOS/],
  ['Safari', /Safari/],
  ['curl', /^curl/],
] as const
const systems = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS/],
  ['Linux', /Linux/],
] as const

/** What people would call the device that sends this user agent; null if nothing in it is known. */
export function deviceOf(userAgent: string): string | null {
  const names = [browsers, systems].flatMap(
    (kinds) => kinds.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? [],
  )
  return names.length > 0 ? names.join(', ') : null
}
