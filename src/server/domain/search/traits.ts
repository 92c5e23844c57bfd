import type { FileInfo } from '../../../protocol/files.ts'
import type { MessageRow } from '../history.ts'

/** What a message is looked up by besides its text. The blanks keep it apart from what texts are. */
export const traits = {
  by: (personId: string) => `by  ${personId}`,
  in: (roomId: string) => `in  ${roomId}`,
  /** All have it: for whoever looks for nothing in particular, and is to come across no more than they see. */
  any: 'any  ',
  link: 'has  link',
  file: 'has  file',
}

/** @param hasFile whether there are files with it */
export function traitsOf({ author_id, room_id, body }: MessageRow, hasFile: boolean): string[] {
  return [
    traits.by(author_id),
    traits.in(room_id),
    traits.any,
    ...(hasLink(body) ? [traits.link] : []),
    ...(hasFile ? [traits.file] : []),
  ]
}

/** What is said of files: their names, and what they show. */
export function wordsOfFiles(files: readonly FileInfo[]): string[] {
  return files.flatMap(({ name, alt = '' }) => [name, alt])
}

export function hasLink(body: string): boolean {
  return /(?<![\p{L}\p{N}])(?:https?:\/\/|www\.)[^\s]/iu.test(body)
}
