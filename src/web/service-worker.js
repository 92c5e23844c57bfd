// Makes the shell of the client load without a line to the server, and nothing more: whatever is
// said in the rooms is never kept here. The build puts in the version and the names of the files.
const cacheName = 'shell-SHELL_VERSION'
const files = new Set(SHELL_FILES)

addEventListener('install', (event) => {
  const fill = async () => {
    const cache = await caches.open(cacheName)
    await cache.addAll(['/index.html', ...files])
    await skipWaiting()
  }
  event.waitUntil(fill())
})

addEventListener('activate', (event) => {
  const tidy = async () => {
    const others = (await caches.keys()).filter((name) => name !== cacheName)
    await Promise.all(others.map((name) => caches.delete(name)))
    await clients.claim()
  }
  event.waitUntil(tidy())
})

addEventListener('notificationclick', (event) => {
  const show = async () => {
    const [page] = await clients.matchAll({ type: 'window' })
    await (page ? page.focus() : clients.openWindow('/'))
  }
  event.notification.close()
  event.waitUntil(show())
})

addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname, origin } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate' && !pathname.startsWith('/api/')) {
    event.respondWith(fetch(request).catch(() => caches.match('/index.html', { cacheName })))
  } else if (files.has(pathname)) {
    event.respondWith(caches.match(pathname, { cacheName }).then((kept) => kept ?? fetch(request)))
  }
})
