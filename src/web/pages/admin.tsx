import { useApp } from '../app/app-context.ts'
import { AuditPart } from '../components/admin/audit-part.tsx'
import { PeoplePart } from '../components/admin/people-part.tsx'
import { ReportsPart } from '../components/admin/reports-part.tsx'
import { RoomsPart } from '../components/admin/rooms-part.tsx'
import { SettingsPart } from '../components/admin/settings-part.tsx'
import { Link } from '../components/controls/link.tsx'
import { Page } from '../components/frame/page.tsx'
import { adminTexts } from '../locale/admin/texts.ts'

/** The pages of those who look after the instance, each with an address of its own. */
const parts = {
  settings: SettingsPart,
  people: PeoplePart,
  rooms: RoomsPart,
  reports: ReportsPart,
  audit: AuditPart,
} as const
type Part = keyof typeof parts

export function AdminPage({ part }: { part: string }) {
  const { store } = useApp()
  const words = adminTexts()
  const shown: Part = isPart(part) ? part : 'settings'
  const Shown = parts[shown]
  if (store.standing.value.role === 'member') {
    return (
      <Page kind="message-page" title={words.title}>
        <p>{words.notAllowed}</p>
      </Page>
    )
  }
  return (
    <Page kind="admin" title={words.title}>
      <nav aria-label={words.title}>
        <ul class="parts">
          {Object.keys(parts)
            .filter(isPart)
            .map((each) => (
              <li key={each}>
                <Link to={`/admin/${each}`} class="button plain" current={each === shown}>
                  {words.parts[each]}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
      <section aria-label={words.parts[shown]} key={shown}>
        <Shown />
      </section>
    </Page>
  )
}

function isPart(name: string): name is Part {
  return Object.hasOwn(parts, name)
}
