import type { Kysely } from 'kysely'
import type { Tables } from '../../src/server/database/entities/tables.ts'
import { breach } from './breach.ts'
import type { Exchange, Reply } from './network.ts'
import type { Page } from './page.ts'
import { allChunks, allFiles } from './stored.ts'

type FileRow = Awaited<ReturnType<typeof allFiles>>[number]

/** So long something that nobody posts may be kept; ms. */
export const longestKept = 60 * 60_000

export type Files = ReturnType<typeof createFiles>

/** What people send to rooms: in pieces, which may get lost, and so may the one who sends them. */
export function createFiles(database: () => Kysely<Tables>, newKey: () => string) {
  /** By their names, what they hold. */
  const contents = new Map<string, string>()
  let rows = new Map<string, FileRow>()
  /** The messages with which texts of files were posted, and the room of each. */
  const posted = new Map<string, { messageId: string; roomId: string }>()
  let answers: { path: string; text: string }[] = []

  /** Sends a file in two pieces, and posts it; each piece again from where the last one ended. */
  const send = async (page: Page, roomId: string): Promise<void> => {
    const number = contents.size + 1
    const name = `file-${number}.txt`
    const content = Buffer.from(`«file ${number}» ${'.'.repeat(10 * (number % 4))}`)
    contents.set(name, content.toString())
    const begun = await page.send('POST', `/api/rooms/${roomId}/uploads`, {
      'upload-length': String(content.length),
      'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
    })
    const path = begun?.headers.get('location') ?? ''
    if (begun?.status !== 201) return
    let offset = 0
    for (let tries = 0; tries < 5 && offset < content.length; tries += 1) {
      const end = offset === 0 ? Math.ceil(content.length / 2) : content.length
      // Not in the middle of a character: pieces travel as text here.
      const piece = content.subarray(offset, Math.max(end, 13))
      const reply = await page.send(
        'PATCH',
        path,
        {
          'upload-offset': String(offset),
          'content-type': 'application/offset+octet-stream',
        },
        piece.toString(),
      )
      if (reply?.status === 200) offset = content.length
      else {
        const state = await page.send('GET', path, {})
        offset = Number(state?.headers.get('upload-offset') ?? offset)
      }
    }
    if (number % 5 === 0) return
    const id = path.split('/').at(-1) ?? ''
    await page.api.postMessage(roomId, {
      body: `«with file ${number}»`,
      key: newKey(),
      files: [id],
    })
  }

  const checkRow = (row: FileRow, bytes: string): void => {
    if (row.state === 'ready' && contents.get(row.name) !== bytes) {
      throw breach('P15', `${row.name} is taken for whole, and holds “${bytes}”`)
    }
    if (row.state === 'receiving' && row.message_id !== null) {
      throw breach('P15', `${row.name} is posted, and has not come yet`)
    }
  }

  const checkServed = ({ path, text }: { path: string; text: string }): void => {
    const [, id = ''] = path.match(/^\/api\/files\/([^/]+)$/) ?? []
    const row = rows.get(id)
    if (row && contents.get(row.name) !== text) {
      throw breach('P15', `${path} serves “${text}” as ${row.name}`)
    }
  }

  return {
    send,
    ids: (): string[] => [...rows.keys()],
    any: () => contents.size > 0,
    /** In which room a text of a file stands: nobody but its uploader knows it before it is posted. */
    roomOf: (text: string) => posted.get(text)?.roomId,
    /** What was in the files of a message, or of all messages of a room. */
    textsOf: (of: { messageId?: string | undefined; roomId?: string }): string[] =>
      [...posted].flatMap(([text, place]) =>
        place.messageId === of.messageId || place.roomId === of.roomId ? [text] : [],
      ),

    answered({ call: { path, method } }: Exchange, { status, text }: Reply): void {
      if (method === 'GET' && status === 200 && path.startsWith('/api/files/')) {
        answers.push({ path, text })
      }
    },

    /** P15: a step is over in which something was committed. */
    async read(isDeleted: (roomId: string) => boolean): Promise<void> {
      if (contents.size === 0) return
      rows = new Map((await allFiles(database())).map((row) => [row.id, row]))
      const chunks = Map.groupBy(await allChunks(database()), ({ file_id }) => file_id)
      for (const row of rows.values()) {
        const bytes = Buffer.concat((chunks.get(row.id) ?? []).map((one) => Buffer.from(one.bytes)))
        // What a deleted room leaves behind is removed bit by bit.
        if (!isDeleted(row.room_id)) checkRow(row, bytes.toString())
        const text = contents.get(row.name)?.match(/«[^»]*»/)?.[0]
        if (row.message_id === null || text === undefined) continue
        posted.set(text, { messageId: String(row.message_id), roomId: row.room_id })
      }
    },

    /** A step is over. */
    check(): void {
      for (const answer of answers) checkServed(answer)
      answers = []
    },

    /** P15: nobody has sent anything for more than an hour. */
    async checkNothingLeft(): Promise<void> {
      const db = database()
      const left = (await allFiles(db)).filter((row) => row.message_id === null)
      const [one] = left
      if (one) throw breach('P15', `${one.name} is still ${one.state}, and was never posted`)
      const kept = await allFiles(db)
      const known = new Set(kept.map(({ id }) => id))
      const stray = (await allChunks(db)).find(({ file_id }) => !known.has(file_id))
      if (stray) throw breach('P15', `bytes of ${stray.file_id} are left, which is gone`)
      const usage = await db.selectFrom('file_usage').select('bytes').executeTakeFirst()
      const bytes = kept.reduce((sum, { size }) => sum + size, 0)
      if ((usage?.bytes ?? 0) !== bytes) {
        throw breach('P15', `${usage?.bytes} bytes are counted, and there are ${bytes}`)
      }
    },
  }
}
