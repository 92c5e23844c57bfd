import { expect } from 'vitest'
import { aName, aPerson, type Parlor } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { aMember, type Browser } from './browser.ts'
import { Keyboard } from './keyboard.ts'
import type { Visitor } from './visitor.ts'

/**
 * Anna at a screen, who comes into a room with `enter`, and Bob, inside already, who talks to it without a
 * screen. Whoever wants her at the list first has her `openList`.
 */
export async function annaAndBob(
  browser: Browser,
  parlor: { readonly url: string },
  options: Parameters<typeof aMember>[3] = {},
) {
  const bob = await aPerson(parlor, 'bob')
  const room = await bob.createRoom(aName('Tea'))
  await bob.join(room)
  const anna = await aMember(browser, parlor, 'anna', options)
  const enter = async () => {
    await anna.page.goto(`/rooms/${room.id}`)
    await anna.page.locator('textarea').waitFor()
  }
  return { anna, bob, room, enter, ...talking(anna, bob, room), keys: new Keyboard(anna.page) }
}

/** What Bob says in a room, and where it is in Anna's log. */
export function talking(anna: Visitor, bob: Person, room: Parameters<Person['post']>[0]) {
  /** Bob posts `count` messages, numbered from `from` on; some are long. */
  const talk = async (count: number, from = 1) => {
    for (let n = from; n < from + count; n += 1) {
      await bob.post(room, `«${n}»${n % 7 === 0 ? ' and more of it'.repeat(20) : ''}`)
    }
  }
  const message = (n: number) => anna.articles().filter({ hasText: `«${n}»` })
  return { talk, message }
}

/** Two people at screens in a new room, into which its address has led them. */
export async function twoInARoom(browser: Browser, parlor: { readonly url: string }) {
  const anna = await aMember(browser, parlor, 'anna')
  const bob = await aMember(browser, parlor, 'bob')
  const room = aName('Tea')
  const address = await anna.makeRoom(room)
  for (const each of [anna, bob]) await each.enter(address)
  return { anna, bob, room }
}

/** Puts `count` messages into a room at once, as if they had been posted a second apart. */
export async function fill(parlor: Parlor, room: { id: string }, count: number): Promise<void> {
  await parlor.stop()
  const now = Date.now()
  await parlor.database.tamper(`
    insert into message (room_id, seq, rev, author_id, body, posted_at, key)
    with recursive line(seq) as (select 1 union all select seq + 1 from line where seq < ${count})
    select room.id, seq, rev + seq, created_by_id, '«' || seq || '»', ${now} - (${count} - seq) * 1000,
      printf('00000000-0000-4000-8000-%012d', seq)
    from line, room where room.id = '${room.id}';
    update room set last_seq = ${count}, rev = rev + ${count}, last_posted_at = ${now}
    where id = '${room.id}';`)
  await parlor.startAgain()
}

/** Where the log's window on the screen holds an article, frame by frame, until asked. */
export async function watchArticle(page: Awaited<ReturnType<typeof aMember>>['page'], seq: number) {
  await page.evaluate(`
    globalThis.places = new Set()
    globalThis.watching = requestAnimationFrame(function look() {
      const article = document.querySelector('article[data-seq="${seq}"]')
      places.add(article ? article.getBoundingClientRect().top : 'gone')
      watching = requestAnimationFrame(look)
    })`)
  return async () => {
    const places = await page.evaluate<(number | 'gone')[]>(
      'cancelAnimationFrame(watching); [...places]',
    )
    expect(places.length, 'frames were watched').toBeGreaterThan(0)
    return places
  }
}

/** The `seq` of the first article that can be seen whole. */
export function firstSeen(page: Awaited<ReturnType<typeof aMember>>['page']): Promise<number> {
  return page.evaluate<number>(`(() => {
    const { top } = document.querySelector('[role=log]').getBoundingClientRect()
    const seen = [...document.querySelectorAll('article')]
      .find((it) => it.getBoundingClientRect().top >= top)
    return Number(seen.dataset.seq)
  })()`)
}
