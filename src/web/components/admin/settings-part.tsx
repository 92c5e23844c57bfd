import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { OverviewWithFiles } from '../../../protocol/admins.ts'
import type { Instance, Registration } from '../../../protocol/instance.ts'
import { limits } from '../../../protocol/limits.ts'
import type { Refusal } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { instanceApi } from '../../app/instance-api.ts'
import { adminTexts } from '../../locale/admin/texts.ts'
import { explain, t } from '../../locale/messages.ts'
import { sizeOf } from '../../text/sizes.ts'
import { exactTime } from '../../text/times.ts'
import { Field } from '../controls/field.tsx'
import { Form } from '../controls/form.tsx'
import { InviteDialog } from '../instance/invite-dialog.tsx'
import { RegistrationChoice } from '../instance/registration-card.tsx'
import { PictureChoice } from './picture-choice.tsx'

/** What the instance is called, who may come, and how the server is. */
export function SettingsPart() {
  const { api, instance: shown, store } = useApp()
  const { instance, change, overview } = instanceApi(api)
  const now = useSignal<Instance | null>(null)
  const server = useSignal<OverviewWithFiles | null>(null)
  const refusal = useSignal<Refusal | null>(null)
  const saved = useSignal(false)
  const inviting = useSignal(false)
  /** Who may come, chosen and not saved yet. */
  const chosen = useSignal<Registration | null>(null)
  const words = adminTexts()

  const load = async () => {
    const answers = [await instance(), await overview()] as const
    const [first, second] = answers
    if (first.ok) now.value = first.value
    if (second.ok) server.value = second.value
    const failed = answers.find((answer) => !answer.ok)
    refusal.value = failed && !failed.ok ? failed.refusal : null
  }
  const save = async (wanted: Partial<Instance>) => {
    saved.value = false
    const answer = await change(wanted)
    if (answer.ok) {
      now.value = answer.value
      shown.value = answer.value
      saved.value = true
      chosen.value = null
      if (wanted.registration) store.apply({ kind: 'decided' })
    }
    return answer
  }
  useEffect(() => void load(), [])
  const current = now.value

  return (
    <>
      {refusal.value && (
        <p class="error" role="alert">
          {explain(refusal.value)}
        </p>
      )}
      {current && (
        <div class="card">
          <Form
            label={words.parts.settings}
            action={words.save}
            check={(value) => ({
              ...(value('name').trim() === '' && { name: () => t().errors.required }),
              ...(Array.from(value('welcome')).length > limits.welcome.max && {
                welcome: () => t().errors.tooLong(limits.welcome.max),
              }),
            })}
            send={(value) => {
              const texts = { name: value('name'), welcome: value('welcome') }
              return save({ ...texts, registration: chosen.value ?? current.registration })
            }}
          >
            {(errors) => (
              <>
                <Field
                  label={words.name}
                  name="name"
                  autocomplete="off"
                  value={current.name}
                  error={errors.name}
                />
                <Field
                  label={words.welcome}
                  name="welcome"
                  autocomplete="off"
                  value={current.welcome}
                  error={errors.welcome}
                />
                <h2>{words.registration}</h2>
                <RegistrationChoice
                  chosen={chosen.value ?? current.registration}
                  choose={(registration) => (chosen.value = registration)}
                />
              </>
            )}
          </Form>
          <p class="hint" role="status">
            {saved.value && words.saved}
          </p>
          <PictureChoice
            changed={(changed) => {
              now.value = changed
              shown.value = changed
            }}
          />
          <button type="button" onClick={() => (inviting.value = true)}>
            {words.inviteToPlace}
          </button>
        </div>
      )}
      {server.value && <Server of={server.value} />}
      {inviting.value && <InviteDialog room={null} close={() => (inviting.value = false)} />}
    </>
  )
}

function Server({ of }: { of: OverviewWithFiles }) {
  const words = adminTexts()
  const megabytes = Math.max(1, Math.round(of.storage / 2 ** 20))
  const rows: [string, string][] = [
    [words.version, of.version],
    [words.runningSince, exactTime(of.startedAt)],
    [words.database, of.database],
    [words.storage, `\u2066${megabytes} MB\u2069`],
    [words.filesTaken, `\u2066${sizeOf(of.files.bytes)} / ${sizeOf(of.files.limit)}\u2069`],
    [words.counts, `\u2066${of.people} · ${of.rooms} · ${of.messages}\u2069`],
    [words.openReports, String(of.openReports)],
    [words.failedJobs, String(of.failedJobs)],
  ]
  return (
    <div class="card">
      <h2>{words.server}</h2>
      <dl class="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
