/** Scripts for a page, whichever browser it is in, that search what the browser keeps; each results in one text. */

/** All that is in IndexedDB. */
export const keptInDatabases = `(async () => {
  const found = []
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open(name)
      request.onsuccess = () => resolve(request.result)
      request.onerror = reject
    })
    for (const store of database.objectStoreNames) {
      const all = database.transaction(store).objectStore(store).getAll()
      await new Promise((resolve) => { all.onsuccess = resolve })
      found.push(JSON.stringify(all.result))
    }
    database.close()
  }
  return found.join('\\n')
})()`

/** All that the browser keeps for this origin and that the page holds. */
export const everything = `(async () => {
  const found = [document.documentElement.outerHTML, document.title, await ${keptInDatabases}]
  for (const storage of [localStorage, sessionStorage]) found.push(JSON.stringify(storage))
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      found.push(request.url)
      if (request.url.endsWith('.html')) found.push(await (await cache.match(request)).text())
    }
  }
  return found.join('\\n')
})()`
