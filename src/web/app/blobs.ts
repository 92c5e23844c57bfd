/** Where the contents of files wait until they are uploaded: by an id, also over a reload. */
export type Blobs = ReturnType<typeof createBlobs>

const shelf = 'blobs'
/** Some browsers leave who opens a database without an answer, at times for good; ms. */
const patience = 3000

/**
 * In IndexedDB, which has copies: what was chosen may be moved or changed afterwards. Where there is none, or it
 * refuses or does not answer, as long as the page lives.
 */
export function createBlobs(database: () => IDBFactory | undefined, name: string) {
  const memory = new Map<string, Blob>()
  let opened: Promise<IDBDatabase> | null = null

  const open = () => {
    opened ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = database()?.open(name, 1)
      if (!request) return reject(new Error('There is no IndexedDB.'))
      request.onupgradeneeded = () => request.result.createObjectStore(shelf)
      request.onerror = () => reject(request.error)
      setTimeout(() => reject(new Error('IndexedDB does not answer.')), patience)
      request.onsuccess = () => {
        const { result } = request
        result.onversionchange = () => {
          opened = null
          result.close()
        }
        resolve(result)
      }
    })
    opened.catch(() => {
      opened = null
    })
    return opened
  }

  const work = async <T>(
    mode: IDBTransactionMode,
    run: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T | undefined> => {
    try {
      const transaction = (await open()).transaction(shelf, mode)
      const request = run(transaction.objectStore(shelf))
      return await new Promise((resolve, reject) => {
        transaction.oncomplete = () => resolve(request.result)
        transaction.onabort = () => reject(transaction.error)
      })
    } catch {
      return undefined
    }
  }

  return {
    async keep(id: string, blob: Blob): Promise<void> {
      memory.set(id, blob)
      const kept = await work('readwrite', (store) => store.put(blob, id))
      if (kept !== undefined) memory.delete(id)
    },
    async find(id: string): Promise<Blob | undefined> {
      const known = memory.get(id)
      if (known) return known
      const found: unknown = await work('readonly', (store) => store.get(id))
      return found instanceof Blob ? found : undefined
    },
    async forget(id: string): Promise<void> {
      memory.delete(id)
      await work('readwrite', (store) => store.delete(id))
    },
    async empty(): Promise<void> {
      memory.clear()
      await work('readwrite', (store) => store.clear())
    },
  }
}
