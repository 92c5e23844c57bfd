import { ar as account } from './account/ar.ts'
import type { Texts } from './en.ts'
import { ar as errors } from './errors/ar.ts'
import { ar as frame } from './frame/ar.ts'
import { ar as room } from './room/ar.ts'
import { ar as rooms } from './rooms/ar.ts'

export const ar: Texts = { ...frame, ...account, ...rooms, ...room, ...errors }
