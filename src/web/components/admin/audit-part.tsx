import { useSignal } from '@preact/signals'
import type { AuditEntry } from '../../../protocol/audit.ts'
import type { Refusal } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { instanceApi } from '../../app/instance-api.ts'
import { nameOf } from '../../app/name-of.ts'
import { adminTexts } from '../../locale/admin/texts.ts'
import { explain } from '../../locale/messages.ts'
import { isolated } from '../../text/isolated.ts'
import { exactTime } from '../../text/times.ts'
import { usePages } from '../controls/use-pages.ts'
import { detailOf } from './audit-detail.ts'
import { ListEnd } from './list-end.tsx'

/** What people did who have a say over others. */
export function AuditPart() {
  const { api } = useApp()
  const { audit } = instanceApi(api)
  const refusal = useSignal<Refusal | null>(null)
  const words = adminTexts()
  const page = async (after: string | number | null) => {
    const answer = await audit(after === null ? null : Number(after))
    if (!answer.ok) return answer
    return { ok: true, value: answer.value } as const
  }
  const pages = usePages<AuditEntry>(page, '')

  const save = async () => {
    const all: AuditEntry[] = []
    let after: number | null = null
    do {
      const answer = await page(after)
      refusal.value = answer.ok ? null : answer.refusal
      if (!answer.ok) return
      all.push(...answer.value.entries)
      after = answer.value.next
    } while (after !== null)
    saveAs('parlor-audit.json', JSON.stringify(all, null, 2))
  }

  return (
    <>
      <div class="actions">
        <button type="button" onClick={() => void save()}>
          {words.export}
        </button>
      </div>
      {refusal.value && (
        <p class="error" role="alert">
          {explain(refusal.value)}
        </p>
      )}
      <ul class="entries">
        {pages.entries.value.map((entry) => (
          <li key={entry.id}>
            <Entry entry={entry} />
          </li>
        ))}
      </ul>
      <ListEnd of={pages} />
    </>
  )
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { act, actor, person, room, reason, at } = entry
  const detail = detailOf(entry)
  const words = adminTexts()
  return (
    <span>
      <bdi>{actor ? nameOf(actor) : words.operator}</bdi> {words.acts[act]}{' '}
      {person && (
        <bdi>
          <strong>{nameOf(person)}</strong>
        </bdi>
      )}{' '}
      {room && words.inRoom(isolated(room.name))}
      <span class="hint">
        <time dateTime={at}>{exactTime(at)}</time>
        {detail !== null && (
          <>
            {' · '}
            <bdi>{detail}</bdi>
          </>
        )}
        {reason !== null && (
          <>
            {' · '}
            <bdi>{reason}</bdi>
          </>
        )}
      </span>
    </span>
  )
}

function saveAs(name: string, text: string) {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
