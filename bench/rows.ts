import type { Row } from './row.ts'
import { emptyPolls } from './rows/empty-polls.ts'
import { fanOut } from './rows/fan-out.ts'
import { files, filesWhilePolled, roomOfPictures } from './rows/files.ts'
import { firstDraw } from './rows/first-draw.ts'
import { fleet } from './rows/fleet.ts'
import { floods } from './rows/floods.ts'
import { logIn } from './rows/log-in.ts'
import { longHistory } from './rows/long-history.ts'
import { belonging, newsOfRooms } from './rows/news.ts'
import { posts, postsWhileRead, postsWithMentions } from './rows/posts.ts'
import { postsWhileIndexed } from './rows/posts-while-indexed.ts'
import { pushes } from './rows/pushes.ts'
import { reactions } from './rows/reactions.ts'
import { search, searchWhilePolled } from './rows/search.ts'
import { slowDisk } from './rows/slow-disk.ts'
import { soak } from './rows/soak.ts'
import { tenThousand } from './rows/ten-thousand.ts'

const rows: Row[] = [
  emptyPolls,
  tenThousand,
  newsOfRooms,
  belonging,
  pushes,
  posts,
  postsWhileRead,
  postsWhileIndexed,
  postsWithMentions,
  reactions,
  firstDraw,
  fanOut,
  longHistory,
  logIn,
  floods,
  search,
  searchWhilePolled,
  files,
  filesWhilePolled,
  roomOfPictures,
  slowDisk,
  fleet,
]

/** @throws Error that names a row which does not exist. */
export function rowsNamed({ rows: names, soak: long }: { rows?: string; soak?: true }): Row[] {
  const all = [...rows, soak]
  if (names === undefined) return long ? all : rows
  return names.split(',').map((name) => {
    const row = all.find((one) => one.name === name)
    if (!row) throw new Error(`There is no row ${name}; there are ${all.map((r) => r.name)}.`)
    return row
  })
}
