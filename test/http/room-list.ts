import { expect } from 'vitest'
import { News, type RoomNews } from '../../src/protocol/news.ts'
import { processes } from '../support/engines.ts'
import type { Person } from '../support/person.ts'
import { content } from '../support/reply.ts'

/** A list of rooms as the contract lets anybody build it: from news, and nothing else. */
export class RoomList {
  readonly person: Person
  readonly rooms = new Map<string, RoomNews>()
  cursor: string | undefined
  more = false

  constructor(person: Person) {
    this.person = person
  }

  async poll(): Promise<News> {
    const news = await this.person.news(this.cursor)
    this.take(news)
    return news
  }

  /** A poll, and how many bytes its answer had. */
  async pollForBytes(): Promise<number> {
    const reply = await this.person.sendNews(this.cursor)
    this.take(content(reply, 200, News))
    return Buffer.byteLength(reply.text)
  }

  take(news: News): void {
    const isOlder = news.rooms.some(
      ({ id, version }) => version < (this.rooms.get(id)?.version ?? 0),
    )
    if (isOlder && !news.all) return
    for (const id of this.rooms.keys()) if (news.all?.includes(id) === false) this.rooms.delete(id)
    for (const id of news.gone) this.rooms.delete(id)
    for (const room of news.rooms) this.rooms.set(room.id, room)
    this.cursor = news.cursor
    this.more = news.more
  }

  /** Polls, and looks whether the list is what a fresh one shows. */
  async expectFresh(): Promise<void> {
    await this.poll()
    const shown = [...this.rooms.values()].map(({ version: _, ...room }) => room)
    const fresh = await this.person.rooms()
    expect(shown.toSorted(byId)).toEqual(fresh.toSorted(byId))
  }
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)

/** Somebody who has the whole list, and has polled it until there was nothing new. */
export async function aViewer(person: Person): Promise<RoomList> {
  const list = new RoomList(person)
  // Each process tells a viewer all of it once.
  for (let at = 0; at <= processes; at += 1) await list.poll()
  return list
}
