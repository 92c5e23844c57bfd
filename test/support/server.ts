const built = new URL('../../dist/server/', import.meta.url)

// What ships, and what loads in half the time of the sources: see docs/decisions/007.
export const { start }: typeof import('../../src/server/start.ts') = await import(
  new URL('start.js', built).href
)
export const { readConfig }: typeof import('../../src/server/config.ts') = await import(
  new URL('config.js', built).href
)
