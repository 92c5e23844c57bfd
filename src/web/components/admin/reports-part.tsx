import { useSignal } from '@preact/signals'
import type { Report, ReportState } from '../../../protocol/admins.ts'
import type { Message } from '../../../protocol/messages.ts'
import type { Answer, Refusal } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { instanceApi } from '../../app/instance-api.ts'
import { nameOf } from '../../app/name-of.ts'
import { adminTexts } from '../../locale/admin/texts.ts'
import { explain } from '../../locale/messages.ts'
import { isolated } from '../../text/isolated.ts'
import { exactTime } from '../../text/times.ts'
import { useFocusInRows } from '../controls/use-focus-in-rows.ts'
import { usePages } from '../controls/use-pages.ts'
import { ListEnd } from './list-end.tsx'

const states: readonly ReportState[] = ['open', 'resolved', 'dismissed']

/** What people asked to be looked at. @property roomId of this room alone */
export function ReportsPart({ roomId = null }: { roomId?: string | null }) {
  const { api } = useApp()
  const calls = instanceApi(api)
  const state = useSignal<string>('open')
  const refusal = useSignal<Refusal | null>(null)
  const part = useFocusInRows<HTMLDivElement>()
  const words = adminTexts()
  const pages = usePages<Report>(async (after) => {
    const answer = await calls.reports(roomId, state.value, after === null ? null : Number(after))
    if (!answer.ok) return answer
    return { ok: true, value: { entries: answer.value.reports, next: answer.value.next } }
  }, state.value)

  const andLoad = async (asked: Promise<Answer<unknown>>) => {
    const answer = await asked
    refusal.value = answer.ok ? null : answer.refusal
    if (answer.ok) await pages.again()
  }

  return (
    <>
      <label class="field">
        <span>{words.show}</span>
        <select
          value={state.value}
          onChange={({ currentTarget: { value } }) => (state.value = value)}
        >
          {states.map((each) => (
            <option key={each} value={each}>
              {words.states[each]}
            </option>
          ))}
          <option value="">{words.all}</option>
        </select>
      </label>
      {refusal.value && (
        <p class="error" role="alert">
          {explain(refusal.value)}
        </p>
      )}
      <div ref={part}>
        {pages.entries.value.map((report) => (
          <article class="card report" key={report.id}>
            <Reported report={report} />
            <div class="actions">
              {report.room && report.message && report.message.deletedAt === null && (
                <button
                  type="button"
                  class="danger"
                  onClick={() =>
                    void andLoad(api.deleteMessage(report.room?.id ?? '', report.message?.id ?? ''))
                  }
                >
                  {words.deleteMessage}
                </button>
              )}
              {report.state === 'open' ? (
                <>
                  <button
                    type="button"
                    onClick={() => void andLoad(calls.handle(report.id, 'dismissed'))}
                  >
                    {words.dismiss}
                  </button>
                  <button
                    type="button"
                    class="primary"
                    onClick={() => void andLoad(calls.handle(report.id, 'resolved'))}
                  >
                    {words.resolve}
                  </button>
                </>
              ) : (
                <button type="button" onClick={() => void andLoad(calls.handle(report.id, 'open'))}>
                  {words.reopen}
                </button>
              )}
            </div>
          </article>
        ))}
      </div>
      <ListEnd of={pages} />
    </>
  )
}

function Reported({ report }: { report: Report }) {
  const { person, room, message, context, reason, reportedBy, reportedAt } = report
  const words = adminTexts()
  const name = isolated(nameOf(person))
  const around = message ? [...context, message].sort((a, b) => a.seq - b.seq) : []
  return (
    <>
      <p>
        <strong>{room ? words.about(name, isolated(room.name)) : words.aboutPrivate(name)}</strong>
      </p>
      <p dir="auto">{reason}</p>
      <p class="hint">{words.reportedBy(isolated(nameOf(reportedBy)), exactTime(reportedAt))}</p>
      {around.map((each) => (
        <Said key={each.id} message={each} isReported={each.id === message?.id} />
      ))}
    </>
  )
}

function Said({ message, isReported }: { message: Message; isReported: boolean }) {
  const { author, body, deletedAt } = message
  return (
    <blockquote class="said" dir="auto" data-reported={isReported}>
      <bdi>{nameOf(author)}</bdi>: {deletedAt === null ? body : adminTexts().gone}
    </blockquote>
  )
}
