// Runs inside the page, before any of its own scripts.

/** What the log showed after each change of it: a list of articles' texts for each moment. */
globalThis.moments = []

function remember() {
  const log = document.querySelector('[role=log]')
  const articles = log ? [...log.querySelectorAll('[role=article], article')] : []
  globalThis.moments.push(articles.map((article) => article.textContent))
}

new MutationObserver(remember).observe(document, {
  childList: true,
  subtree: true,
  characterData: true,
})

/** For how long no poll was under way, between each two polls, in milliseconds (S15). */
globalThis.pauses = () => {
  const polls = performance
    .getEntriesByType('resource')
    .filter(({ name }) => new URL(name).pathname.endsWith('/changes'))
  return polls.slice(1).map(({ startTime }, at) => startTime - polls[at].responseEnd)
}
