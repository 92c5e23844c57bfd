import { p } from '@mikro-orm/core'

/** Milliseconds since 1970 in UTC: both databases store and compare them alike. */
export const time = () => p.bigint('number')
