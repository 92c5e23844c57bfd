// Makes the shell of the client load without a line to the server, and nothing more: whatever is
// said in the rooms is never kept here. The build puts in the version and the names of the files.
const scope = new URL('./', location.href).pathname
// Parlors below other paths of the same host share the storage, and keep theirs.
const kept = `shell ${scope} `
const cacheName = `${kept}SHELL_VERSION`
const files = new Set(SHELL_FILES.map((file) => scope + file))
const page = `${scope}index.html`
// Seen in Firefox 153: a preload without a line fails the navigation, whatever this worker answers.
const isGecko = /\bGecko\/\d/.test(navigator.userAgent)

addEventListener('install', (event) => {
  const fill = async () => {
    const cache = await caches.open(cacheName)
    await cache.addAll([page, ...files])
    await skipWaiting()
  }
  event.waitUntil(fill())
})

addEventListener('activate', (event) => {
  const tidy = async () => {
    const others = (await caches.keys()).filter(
      (name) => name !== cacheName && (name.startsWith(kept) || name.startsWith('shell-')),
    )
    await Promise.all(others.map((name) => caches.delete(name)))
    // With it the browser asks for a page by itself, without waiting for this worker first.
    if (isGecko) await registration.navigationPreload?.disable()
    else await registration.navigationPreload?.enable()
    await clients.claim()
  }
  event.waitUntil(tidy())
})

// The words of notifications, which come while no page is there to ask for others.
const words = {
  en: { one: '# new message', other: '# new messages' },
  de: { one: '# neue Nachricht', other: '# neue Nachrichten' },
  ar: {
    one: 'رسالة جديدة',
    two: 'رسالتان جديدتان',
    few: '# رسائل جديدة',
    many: '# رسالة جديدة',
    other: '# رسالة جديدة',
  },
}

function counted(count, language = 'en') {
  const tag = language.split('-')[0] in words ? language.split('-')[0] : 'en'
  const form = words[tag][new Intl.PluralRules(tag).select(count)] ?? words[tag].other
  return form.replace('#', new Intl.NumberFormat(tag).format(count))
}

// One for each room, that grows, and goes when the room was read elsewhere.
addEventListener('push', (event) => {
  const show = async () => {
    const { room, count, author, excerpt, language, seq } = event.data.json()
    const tag = `room ${room.id}`
    if (count === 0) {
      for (const shown of await registration.getNotifications({ tag })) shown.close()
      return
    }
    const what = counted(count, language)
    const text = author && excerpt ? `${author}: ${excerpt}` : author
    await registration.showNotification(room.name ?? 'Parlor', {
      body: text && count > 1 ? `${what}\n${text}` : (text ?? what),
      icon: `${scope}icon-192.png`,
      tag,
      renotify: true,
      data: { path: `${scope}rooms/${encodeURIComponent(room.id)}?at=${seq}` },
    })
  }
  event.waitUntil(show())
})

addEventListener('notificationclick', (event) => {
  const path = event.notification.data?.path
  const show = async () => {
    const [window] = await clients.matchAll({ type: 'window' })
    if (!window) return clients.openWindow(path ?? scope)
    if (path) window.postMessage({ open: path })
    return window.focus()
  }
  event.notification.close()
  event.waitUntil(show())
})

addEventListener('fetch', (event) => {
  const { request } = event
  const { pathname, origin } = new URL(request.url)
  if (request.method === 'POST' && pathname === `${scope}share`) {
    // What another app shares goes on in the part of the address that no server is told.
    const open = async () => Response.redirect(`${scope}share#${await request.text()}`, 303)
    return event.respondWith(open())
  }
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate' && !pathname.startsWith(`${scope}api/`)) {
    const load = async () => (await event.preloadResponse) ?? fetch(request)
    event.respondWith(load().catch(() => caches.match(page, { cacheName })))
  } else if (files.has(pathname)) {
    event.respondWith(caches.match(pathname, { cacheName }).then((file) => file ?? fetch(request)))
  }
})
