import type { Message } from '../../protocol/messages.ts'
import type { PersonInRoom, User } from '../../protocol/people.ts'
import type { Room } from '../../protocol/rooms.ts'

/** A room as it was when this browser last heard of it: the newest messages, oldest first. */
export type KeptRoom = {
  room: Room
  messages: readonly Message[]
  hasOlder: boolean
  people: readonly PersonInRoom[]
  readUpTo: number
}

/** What is kept of the server's answers, for one person; `at` in milliseconds since the epoch. */
export type Kept = { rooms: readonly Room[]; room: KeptRoom }
type Entry<K extends keyof Kept> = { user: User; at: number; value: Kept[K] }
export type Entries = { [K in keyof Kept]?: Entry<K> }

export type Archive = ReturnType<typeof createArchive>

const shelf = 'kept'
/** Another number whenever what is kept looks different: what an older page kept is then thrown away. */
const shape = 2

/**
 * What was last seen of the rooms, in IndexedDB, for a page that is opened without a line to the
 * server. Where there is no IndexedDB, or it refuses, nothing is kept and nothing is found.
 */
export function createArchive(database: () => IDBFactory | undefined, name: string) {
  let opened: Promise<IDBDatabase> | null = null

  const open = () => {
    opened ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = database()?.open(name, shape)
      if (!request) return reject(new Error('There is no IndexedDB.'))
      request.onupgradeneeded = () => {
        const { objectStoreNames } = request.result
        if (objectStoreNames.contains(shelf)) request.result.deleteObjectStore(shelf)
        request.result.createObjectStore(shelf)
      }
      request.onerror = () => reject(request.error)
      request.onsuccess = () => {
        const { result } = request
        const forget = () => {
          opened = null
          result.close()
        }
        result.onclose = forget
        result.onversionchange = forget
        resolve(result)
      }
    })
    opened.catch(() => {
      opened = null
    })
    return opened
  }

  /** Runs one transaction; none of what goes wrong in it is worth troubling anyone. */
  const work = async <T>(
    mode: IDBTransactionMode,
    run: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T | null> => {
    try {
      const transaction = (await open()).transaction(shelf, mode)
      const request = run(transaction.objectStore(shelf))
      // A page that is being closed has no time to find out by itself that all was said.
      transaction.commit?.()
      return await new Promise((resolve, reject) => {
        transaction.oncomplete = () => resolve(request.result)
        transaction.onabort = () => reject(transaction.error)
      })
    } catch {
      return null
    }
  }

  return {
    keep<K extends keyof Kept>(what: K, entry: Entry<K>) {
      return work('readwrite', (store) => store.put(entry, what))
    },

    /** What was kept for this person; what was kept for another is not found. */
    async find(userId: string): Promise<Entries> {
      const read = async <K extends keyof Kept>(what: K): Promise<Entry<K> | undefined> => {
        const entry: Entry<K> | null | undefined = await work('readonly', (store) =>
          store.get(what),
        )
        return entry?.user.id === userId ? entry : undefined
      }
      const [rooms, room] = await Promise.all([read('rooms'), read('room')])
      return { ...(rooms && { rooms }), ...(room && { room }) }
    },

    empty: () => work('readwrite', (store) => store.clear()),
  }
}
