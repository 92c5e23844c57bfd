/** How many files lie in a store (`FILES`), and so in no copy of the database. All lie in one: see `storage/open.ts`. */
export interface FilesElsewhere {
  store: string
  files: number | string
}

/** Gives a `FilesElsewhere`, or nothing if there are none, on both databases. */
export const findFilesElsewhere =
  "select store, count(*) as files from file where store is not null and state = 'ready' group by store"

/** What a copy of the database does not hold, for whoever made it; undefined: nothing. */
export function aboutFilesElsewhere(lying: FilesElsewhere | undefined): string | undefined {
  if (!lying) return undefined
  const where = lying.store === 's3' ? 'a bucket' : 'a folder'
  const how = lying.store === 's3' ? 'Keep a copy of that bucket' : 'Copy that folder'
  return `Not in it: ${lying.files} of the files that people sent, which lie in ${where} (FILES). ${how}, too, after this.`
}
