import { de as account } from './account/de.ts'
import type { Texts } from './en.ts'
import { de as errors } from './errors/de.ts'
import { de as frame } from './frame/de.ts'
import { de as room } from './room/de.ts'
import { de as rooms } from './rooms/de.ts'

export const de: Texts = { ...frame, ...account, ...rooms, ...room, ...errors }
