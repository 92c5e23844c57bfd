import { randomUUID } from 'node:crypto'
import Type from 'typebox'
import { Changes } from '../../src/protocol/changes.ts'
import { FileInfo, FilesPage } from '../../src/protocol/files.ts'
import { Members } from '../../src/protocol/members.ts'
import { Message, MessagePage, MessageVersion } from '../../src/protocol/messages.ts'
import { News } from '../../src/protocol/news.ts'
import { User } from '../../src/protocol/people.ts'
import { JoinedRoom, Room, type RoomPatch } from '../../src/protocol/rooms.ts'
import { SearchResults } from '../../src/protocol/search.ts'
import { SessionNow } from '../../src/protocol/session.ts'
import { Client } from './client.ts'
import type { CookieJar } from './cookie-jar.ts'
import { processes } from './engines.ts'
import { content, type Reply } from './reply.ts'

const Rooms = Type.Object({ rooms: Type.Array(Room) })

/**
 * Somebody with a browser profile of their own, talking to Parlor over HTTP. The verbs succeed or
 * throw and check every answer against the protocol; `send` gives the bare reply, for refusals.
 */
export class Person extends Client {
  readonly name: string
  readonly password: string

  /** @param cookies of the browser, if it has been elsewhere before */
  constructor(
    parlor: { readonly url: string },
    name: string,
    password: string,
    cookies?: CookieJar,
  ) {
    super(parlor, cookies)
    this.name = name
    this.password = password
  }

  async signUp(): Promise<User> {
    const { name, password } = this
    const reply = await this.send('POST', '/api/accounts', { username: name, password })
    return content(reply, 201, Type.Object({ user: User })).user
  }

  async logIn(): Promise<User> {
    const { name, password } = this
    const reply = await this.send('POST', '/api/session', { username: name, password })
    return content(reply, 200, Type.Object({ user: User })).user
  }

  async logOut(): Promise<void> {
    nothing(await this.send('DELETE', '/api/session'))
  }

  /** The same person in a second window that shares no cookies with the first. */
  async inAnotherWindow(): Promise<Person> {
    const other = new Person(this.parlor, this.name, this.password)
    await other.logIn()
    return other
  }

  async session() {
    return content(await this.send('GET', '/api/session'), 200, SessionNow)
  }

  async rooms(): Promise<Room[]> {
    return content(await this.send('GET', '/api/rooms'), 200, Rooms).rooms
  }

  /** What has changed in the list of rooms; without a cursor, all of it. */
  async news(cursor?: string): Promise<News> {
    return content(await this.sendNews(cursor), 200, News)
  }

  /** The same of the rooms that they belong to, as the window of a room asks for it. */
  async newsOfMine(cursor: string): Promise<News> {
    const reply = await this.send('GET', `/api/me/news?after=${cursor}&of=mine`)
    return content(reply, 200, News)
  }

  sendNews(cursor?: string): Promise<Reply> {
    const query = cursor === undefined ? '' : `?after=${encodeURIComponent(cursor)}`
    return this.send('GET', `/api/me/news${query}`)
  }

  async createRoom(name: string, kind?: 'open' | 'private'): Promise<Room> {
    const reply = await this.send('POST', '/api/rooms', { name, ...(kind && { kind }) })
    return content(reply, 201, Type.Object({ room: Room })).room
  }

  async changeRoom({ id }: Room, change: RoomPatch): Promise<Room> {
    const reply = await this.send('PATCH', `/api/rooms/${id}`, change)
    return content(reply, 200, Type.Object({ room: Room })).room
  }

  /** The room of these people, which there may be already (200) or not yet (201). */
  async talkTo(people: string[], status: 200 | 201 = 201): Promise<Room> {
    const reply = await this.send('POST', '/api/direct', { people })
    return content(reply, status, Type.Object({ room: Room })).room
  }

  async members({ id }: Room): Promise<Members['members']> {
    return content(await this.send('GET', `/api/rooms/${id}/members`), 200, Members).members
  }

  /** Does something to somebody in a room that answers nothing. @param what `members`, `bans` or `mutes` */
  async act(
    method: 'PUT' | 'DELETE',
    { id }: Room,
    what: 'members' | 'bans' | 'mutes',
    personId: string,
    json?: unknown,
  ): Promise<void> {
    nothing(await this.send(method, `/api/rooms/${id}/${what}/${personId}`, json))
  }

  async deleteRoom(room: Room): Promise<void> {
    nothing(await this.send('DELETE', `/api/rooms/${room.id}`))
  }

  async join(room: Room): Promise<JoinedRoom> {
    return content(await this.send('PUT', '/api/me/room', { roomId: room.id }), 200, JoinedRoom)
  }

  async leave(): Promise<void> {
    nothing(await this.send('DELETE', '/api/me/room'))
  }

  async post(room: Room, body: string): Promise<Message> {
    const reply = await this.sendPost(room, body)
    return content(reply, 201, Type.Object({ message: Message })).message
  }

  sendPost(room: Room, body: unknown, key: string = randomUUID()): Promise<Reply> {
    return this.send('POST', `/api/rooms/${room.id}/messages`, { body, key })
  }

  async reply(room: Room, to: Message, body: string): Promise<Message> {
    const reply = await this.sendReply(room, to.id, body)
    return content(reply, 201, Type.Object({ message: Message })).message
  }

  sendReply(room: Room, replyTo: unknown, body: string, key: string = randomUUID()) {
    return this.send('POST', `/api/rooms/${room.id}/messages`, { body, key, replyTo })
  }

  /** Uploads a file, and gives back what is known of it. */
  async upload(
    room: Room,
    name: string,
    bytes: Uint8Array<ArrayBuffer> | string,
  ): Promise<FileInfo> {
    const reply = await this.sendUpload(room, name, bytes)
    return content(reply, 201, Type.Object({ file: FileInfo })).file
  }

  sendUpload(
    { id }: Pick<Room, 'id'>,
    name: string,
    bytes: Uint8Array<ArrayBuffer> | string,
  ): Promise<Reply> {
    return this.sendFile(`/api/rooms/${id}/files`, name, bytes)
  }

  async postFiles(room: Room, body: string, ...files: FileInfo[]): Promise<Message> {
    const reply = await this.sendFiles(room, body, files)
    return content(reply, 201, Type.Object({ message: Message })).message
  }

  sendFiles(
    room: Room,
    body: string,
    files: readonly FileInfo[],
    key: string = randomUUID(),
  ): Promise<Reply> {
    const ids = files.map(({ id }) => id)
    return this.send('POST', `/api/rooms/${room.id}/messages`, { body, key, files: ids })
  }

  async filesOf(room: Room, query = ''): Promise<FilesPage> {
    return content(await this.send('GET', `/api/rooms/${room.id}/files${query}`), 200, FilesPage)
  }

  /** A file's bytes, or the refusal; what follows the id in the address may be given as well. */
  download(file: Pick<FileInfo, 'id'>, rest = '', headers?: Record<string, string>) {
    return this.fetch(`/api/files/${file.id}${rest}`, headers)
  }

  async edit(room: Room, message: Message, body: string): Promise<Message> {
    const reply = await this.sendEdit(room, message, body)
    return content(reply, 200, Type.Object({ message: Message })).message
  }

  sendEdit(room: Room, { id }: Message, body: unknown): Promise<Reply> {
    return this.send('PATCH', `/api/rooms/${room.id}/messages/${id}`, { body })
  }

  async react(room: Room, message: Message, emoji: string): Promise<Message> {
    const reply = await this.sendReaction('PUT', room, message, emoji)
    return content(reply, 200, Type.Object({ message: Message })).message
  }

  async unreact(room: Room, message: Message, emoji: string): Promise<Message> {
    const reply = await this.sendReaction('DELETE', room, message, emoji)
    return content(reply, 200, Type.Object({ message: Message })).message
  }

  sendReaction(
    method: 'PUT' | 'DELETE',
    room: Pick<Room, 'id'>,
    { id }: Message,
    emoji: string,
  ): Promise<Reply> {
    const path = `/api/rooms/${room.id}/messages/${id}/reactions/${encodeURIComponent(emoji)}`
    return this.send(method, path)
  }

  async deleteMessage(room: Room, message: Message): Promise<void> {
    nothing(await this.sendDeletion(room, message))
  }

  sendDeletion(room: Room, { id }: Message): Promise<Reply> {
    return this.send('DELETE', `/api/rooms/${room.id}/messages/${id}`)
  }

  async versions(room: Room, message: Message): Promise<MessageVersion[]> {
    const reply = await this.sendVersions(room, message)
    return content(reply, 200, Type.Object({ versions: Type.Array(MessageVersion) })).versions
  }

  sendVersions(room: Room, { id }: Message): Promise<Reply> {
    return this.send('GET', `/api/rooms/${room.id}/messages/${id}/versions`)
  }

  async history(room: Room, query = ''): Promise<MessagePage> {
    const reply = await this.send('GET', `/api/rooms/${room.id}/messages${query}`)
    return content(reply, 200, MessagePage)
  }

  /** @param query such as `{ q: 'tea', limit: '5' }` */
  async search(query: Record<string, string>): Promise<SearchResults> {
    return content(await this.sendSearch(query), 200, SearchResults)
  }

  sendSearch(query: Record<string, string>): Promise<Reply> {
    return this.send('GET', `/api/search?${new URLSearchParams(query)}`)
  }

  /** One poll. */
  async poll(room: Room, cursor?: string): Promise<Changes> {
    return content(await this.sendPoll(room, cursor), 200, Changes)
  }

  sendPoll(room: Room, cursor?: string): Promise<Reply> {
    const query = cursor === undefined ? '' : `?after=${encodeURIComponent(cursor)}`
    return this.send('GET', `/api/rooms/${room.id}/changes${query}`)
  }

  /**
   * Polls until there is no more for now; the messages of all answers, in the order they came. Where
   * several processes are asked in turn, until there are `count` messages: one that has not heard of
   * the newest yet answers as it would have before.
   */
  async catchUp(
    room: Room,
    cursor?: string,
    count = 0,
  ): Promise<{ cursor: string; messages: Message[] }> {
    const answer = await this.poll(room, cursor)
    const missing = count - answer.messages.length
    if (!answer.more && (processes === 1 || missing <= 0)) return answer
    const rest = await this.catchUp(room, answer.cursor, missing)
    return { cursor: rest.cursor, messages: [...answer.messages, ...rest.messages] }
  }
}

function nothing(reply: Reply): void {
  if (reply.status !== 204 || reply.text !== '')
    throw new Error(`${reply.request} answered ${reply.status}, not 204: ${reply.text}`)
}
