/** How many files lie in a store of each kind (`FILES`), and so in no copy of the database. */
export type FilesElsewhere = readonly { store: string; files: number }[]

/** What a copy of the database does not hold, for whoever made it; undefined: nothing. */
export function aboutFilesElsewhere(found: FilesElsewhere): string | undefined {
  const [lying] = found
  if (!lying) return undefined
  const where = lying.store === 's3' ? 'a bucket' : 'a folder'
  const how = lying.store === 's3' ? 'Keep a copy of that bucket' : 'Copy that folder'
  return `Not in it: ${lying.files} of the files that people sent, which lie in ${where} (FILES). ${how}, too, after this.`
}
