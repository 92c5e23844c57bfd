import { en as account } from './account/en.ts'
import { en as errors } from './errors/en.ts'
import { en as frame } from './frame/en.ts'
import { en as room } from './room/en.ts'
import { en as rooms } from './rooms/en.ts'

/** Every text of the client, in English. Other languages have the same shape. */
export const en = { ...frame, ...account, ...rooms, ...room, ...errors }

export type Texts = typeof en
