import { useSignal } from '@preact/signals'
import type { PersonEntry } from '../../../protocol/admins.ts'
import type { InstanceRole } from '../../../protocol/instance.ts'
import type { Why } from '../../../protocol/reasons.ts'
import type { Answer, Refusal } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { instanceApi } from '../../app/instance-api.ts'
import { adminTexts } from '../../locale/admin/texts.ts'
import { memberTexts } from '../../locale/members/texts.ts'
import { explain, t } from '../../locale/messages.ts'
import { Dialog } from '../controls/dialog.tsx'
import { Field } from '../controls/field.tsx'
import { Form } from '../controls/form.tsx'
import { useFocusInRows } from '../controls/use-focus-in-rows.ts'
import { ClearForm } from '../members/clear-form.tsx'
import { endOf, SpanChoice } from '../members/spans.tsx'
import { WhyField, whyIn } from '../members/why.tsx'

const roles: readonly InstanceRole[] = ['member', 'admin', 'owner']

type Props = { person: PersonEntry; changed: (person: PersonEntry) => void; close: () => void }

/** What can be done about somebody. What one may not do, the server refuses with a sentence. */
export function PersonDialog({ person, changed, close }: Props) {
  const { api, store } = useApp()
  const calls = instanceApi(api)
  const refusal = useSignal<Refusal | null>(null)
  const resetUrl = useSignal<string | null>(null)
  const words = adminTexts()
  const isOwner = store.standing.value.role === 'owner'
  const banning = useFocusInRows<HTMLDivElement>('form, button')
  const shutting = useFocusInRows<HTMLDivElement>('form, button')

  const take = async (asked: Promise<Answer<{ person: PersonEntry }>>) => {
    const answer = await asked
    refusal.value = answer.ok ? null : answer.refusal
    if (answer.ok) changed(answer.value.person)
    return answer
  }
  const offerReset = async () => {
    const answer = await calls.offerReset(person.id)
    refusal.value = answer.ok ? null : answer.refusal
    if (answer.ok) resetUrl.value = answer.value.url
  }

  return (
    <Dialog title={person.username} close={close}>
      {refusal.value && (
        <p class="error" role="alert">
          {explain(refusal.value)}
        </p>
      )}
      {isOwner && (
        <RoleForm
          role={person.role}
          change={(role) => take(calls.changePerson(person.id, { role }))}
        />
      )}
      <div class="actions start">
        <button type="button" onClick={() => void offerReset()}>
          {words.resetLink}
        </button>
      </div>
      {resetUrl.value !== null && (
        <label class="field">
          <span>{words.resetLink}</span>
          <input
            type="text"
            readOnly
            dir="ltr"
            value={resetUrl.value}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
          <span class="hint">{words.resetLead}</span>
        </label>
      )}
      <div ref={shutting}>
        {person.disabled ? (
          <button
            type="button"
            onClick={() => void take(calls.changePerson(person.id, { disabled: false }))}
          >
            {words.openAccount}
          </button>
        ) : (
          <ShutForm
            shut={(why) => take(calls.changePerson(person.id, { ...why, disabled: true }))}
          />
        )}
      </div>
      <div ref={banning}>
        {person.ban ? (
          <button type="button" onClick={() => void take(calls.unban(person.id))}>
            {words.unban}
          </button>
        ) : (
          <BanForm ban={(ban) => take(calls.ban(person.id, ban))} />
        )}
      </div>
      <ClearForm
        label={words.clear}
        hasReason
        clear={(span) => calls.deleteMessages(person.id, span)}
      />
      <div class="actions">
        <button type="button" onClick={close}>
          {t().close}
        </button>
      </div>
    </Dialog>
  )
}

/** Saved by a button: arrow keys go through all of them. */
function RoleForm({
  role,
  change,
}: {
  role: InstanceRole
  change: (role: InstanceRole) => Promise<Answer<unknown>>
}) {
  const saved = useSignal(false)
  const words = adminTexts()
  const save = async (form: HTMLFormElement) => {
    const value = new FormData(form).get('role')
    const wanted = roles.find((each) => each === value)
    saved.value = false
    if (wanted) saved.value = (await change(wanted)).ok
  }
  return (
    <form
      class="role"
      onSubmit={(event) => {
        event.preventDefault()
        void save(event.currentTarget)
      }}
    >
      <label class="field">
        <span>{words.role}</span>
        <select name="role" value={role}>
          {roles.map((each) => (
            <option key={each} value={each}>
              {words.roles[each]}
            </option>
          ))}
        </select>
      </label>
      <button type="submit">{words.save}</button>
      <p class="hint" role="status">
        {saved.value && words.saved}
      </p>
    </form>
  )
}

function ShutForm({ shut }: { shut: (why: Why | undefined) => Promise<Answer<unknown>> }) {
  const words = adminTexts()
  return (
    <fieldset>
      <Form
        label={words.shutAccount}
        action={words.shutAccount}
        isDangerous
        check={() => ({})}
        send={(value) => shut(whyIn(value))}
      >
        {(errors) => <WhyField error={errors.reason} />}
      </Form>
    </fieldset>
  )
}

function BanForm({
  ban,
}: {
  ban: (ban: { until?: string; reason?: string }) => Promise<Answer<unknown>>
}) {
  const { clock } = useApp()
  const words = adminTexts()
  return (
    <fieldset>
      <Form
        label={words.ban}
        action={words.ban}
        isDangerous
        check={() => ({})}
        send={(value) => {
          const until = endOf(value('span'), clock.now())
          return ban({ ...(until !== undefined && { until }), ...whyIn(value) })
        }}
      >
        {(errors) => (
          <>
            <SpanChoice label={memberTexts().banFor} first="day" forGood />
            <Field label={words.reason} name="reason" autocomplete="off" error={errors.reason} />
          </>
        )}
      </Form>
    </fieldset>
  )
}
