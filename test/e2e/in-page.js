// Runs inside the page, before any of its own scripts.

/** For how long no poll was under way, between each two polls, in milliseconds (S15). */
globalThis.pauses = () => {
  const polls = performance
    .getEntriesByType('resource')
    .filter(({ name }) => new URL(name).pathname.endsWith('/changes'))
  return polls.slice(1).map(({ startTime }, at) => startTime - polls[at].responseEnd)
}
