// What the code of the page uses and some of the browsers lack for which it is built: see
// `browsers` in vite.config.ts. A test reads the built page for whatever else they lack.

// Chrome before 120, Safari before 17.
URL.canParse ??= (url, base) => {
  try {
    new URL(url, base)
    return true
  } catch {
    return false
  }
}

// Chrome before 110.
define(Array.prototype, 'toSorted', function <T>(this: T[], order?: (a: T, b: T) => number) {
  return [...this].sort(order)
})
define(Array.prototype, 'toReversed', function <T>(this: T[]) {
  return [...this].reverse()
})

/** As the browsers do it: not among the names that a loop over an array's own would find. */
function define(on: object, name: string, value: unknown) {
  if (name in on) return
  Object.defineProperty(on, name, { value, configurable: true, writable: true })
}
