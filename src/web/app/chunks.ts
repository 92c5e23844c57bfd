import { signal } from '@preact/signals'

/** Rises with each part of the page's code that could not be fetched. */
export const missedChunks = signal(0)

/**
 * Fetches code that the page has not needed so far. Every `import()` goes through here: a chunk
 * may be blocked or out of reach, or gone since the server was upgraded.
 * @throws what the import threw
 */
export async function loadChunk<T>(fetchIt: () => Promise<T>): Promise<T> {
  try {
    return await fetchIt()
  } catch (reason) {
    missedChunks.value += 1
    throw reason
  }
}
