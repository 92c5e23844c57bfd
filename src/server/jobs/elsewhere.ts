import { type FileStore, type LiesElsewhere, storeNamed } from '../domain/file-store.ts'

/**
 * Does a lot of a removal; should a file have to be removed from its store before, that, and the lot anew.
 * @throws Refusal `unavailable` of the store: the lot is done another time
 */
export async function withStore<T>(
  store: FileStore | undefined,
  lot: (removed?: string) => Promise<T | LiesElsewhere>,
): Promise<T> {
  let left = await lot()
  while (liesElsewhere(left)) {
    await storeNamed(store, left.store).remove(left.fileId)
    left = await lot(left.fileId)
  }
  return left
}

function liesElsewhere<T>(left: T | LiesElsewhere): left is LiesElsewhere {
  return typeof left === 'object' && left !== null && 'fileId' in left && 'store' in left
}
