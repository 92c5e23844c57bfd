import type { AuditEntry } from '../../../protocol/audit.ts'
import { adminTexts } from '../../locale/admin/texts.ts'
import { instanceTexts } from '../../locale/instance/texts.ts'
import { memberTexts } from '../../locale/members/texts.ts'
import { exactTime } from '../../text/times.ts'
import { pace } from '../members/pace.ts'

/** What an act came to, in the reader’s words: the log has it as it was sent. */
export function detailOf({ act, detail }: AuditEntry): string | null {
  if (detail === null) return null
  const words = adminTexts()
  switch (act) {
    case 'role_changed':
      return of(words.roles, detail)
    case 'member_role_changed':
      return of(memberTexts().roles, detail)
    case 'report_handled':
      return of(words.states, detail)
    case 'messages_deleted':
      return words.messages(Number(detail))
    case 'person_banned':
    case 'member_banned':
    case 'member_muted':
      return words.untilThen(exactTime(detail))
    case 'instance_changed':
      return settingOf(detail)
    case 'room_changed':
      return roomSettingOf(detail)
    default:
      return detail
  }
}

/** Written as `name: value`. */
function settingOf(detail: string): string {
  const at = detail.indexOf(': ')
  const [name, value] = [detail.slice(0, at), detail.slice(at + 2)]
  const words = adminTexts()
  const { open, byInvitation, closed } = instanceTexts()
  switch (name) {
    case 'registration':
      return `${words.registration} ${of({ open, invite: byInvitation, closed }, value)}`
    case 'picture':
      return words.picture
    case 'name':
    case 'welcome':
      return `${words[name]}: ${value}`
    default:
      return detail
  }
}

/** Written as `name: value`, or as the name alone. */
function roomSettingOf(detail: string): string {
  const [name, value] = detail.split(': ')
  const words = memberTexts()
  if (name === 'topic') return words.topic
  return name === 'slowMode' ? `${words.slow}: ${pace(Number(value))}` : detail
}

const of = (names: Record<string, string>, key: string): string =>
  Object.hasOwn(names, key) ? (names[key] ?? key) : key
