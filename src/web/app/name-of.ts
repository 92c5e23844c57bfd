import { deletedPerson } from '../../protocol/limits.ts'
import type { User } from '../../protocol/people.ts'
import { t } from '../locale/messages.ts'

/** What somebody is called where people read it: whoever deleted their account has the page's own words. */
export const nameOf = ({ username }: Pick<User, 'username'>): string =>
  username === deletedPerson ? t().room.deletedPerson : username
