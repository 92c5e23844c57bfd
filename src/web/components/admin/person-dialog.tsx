import { useSignal } from '@preact/signals'
import type { PersonEntry } from '../../../protocol/admins.ts'
import type { InstanceRole } from '../../../protocol/instance.ts'
import type { Answer, Refusal } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { instanceApi } from '../../app/instance-api.ts'
import { adminTexts } from '../../locale/admin/texts.ts'
import { explain, t } from '../../locale/messages.ts'
import { Dialog } from '../controls/dialog.tsx'
import { Field } from '../controls/field.tsx'
import { Form } from '../controls/form.tsx'
import { useFocusInRows } from '../controls/use-focus-in-rows.ts'

const day = 24 * 60 * 60 * 1000
const spans = { day, week: 7 * day, month: 30 * day } as const
type Span = keyof typeof spans
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
        <button
          type="button"
          onClick={() => void take(calls.changePerson(person.id, { disabled: !person.disabled }))}
        >
          {person.disabled ? words.openAccount : words.shutAccount}
        </button>
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
      <div ref={banning}>
        {person.ban ? (
          <button type="button" onClick={() => void take(calls.unban(person.id))}>
            {words.unban}
          </button>
        ) : (
          <BanForm ban={(ban) => take(calls.ban(person.id, ban))} />
        )}
      </div>
      <ClearForm clear={(from) => calls.deleteMessages(person.id, from)} />
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

function BanForm({
  ban,
}: {
  ban: (ban: { until?: string; reason?: string }) => Promise<Answer<unknown>>
}) {
  const words = adminTexts()
  const choices: [string, string][] = [...spanChoices(words), ['', words.forGood]]
  return (
    <fieldset>
      <Form
        label={words.ban}
        action={words.ban}
        isDangerous
        check={() => ({})}
        send={(value) => {
          const span = value('span')
          const reason = value('reason').trim()
          return ban({
            ...(isSpan(span) && { until: new Date(Date.now() + spans[span]).toISOString() }),
            ...(reason !== '' && { reason }),
          })
        }}
      >
        {(errors) => (
          <>
            <Choice label={words.banFor} choices={choices} />
            <Field label={words.reason} name="reason" autocomplete="off" error={errors.reason} />
          </>
        )}
      </Form>
    </fieldset>
  )
}

function ClearForm({ clear }: { clear: (from: string) => Promise<Answer<{ deleted: number }>> }) {
  const said = useSignal('')
  const words = adminTexts()
  return (
    <fieldset>
      <legend>{words.clear}</legend>
      <Form
        label={words.clear}
        action={words.clearConfirm}
        isDangerous
        check={() => ({})}
        send={async (value) => {
          const span = value('span')
          const ms = isSpan(span) ? spans[span] : 0
          const answer = await clear(new Date(Date.now() - ms).toISOString())
          said.value = answer.ok ? words.cleared(answer.value.deleted) : ''
          return answer
        }}
      >
        {() => <Choice label={words.clearSpan} choices={spanChoices(words)} />}
      </Form>
      <p class="hint" role="status">
        {said.value}
      </p>
    </fieldset>
  )
}

function Choice({ label, choices }: { label: string; choices: readonly [string, string][] }) {
  return (
    <label class="field">
      <span>{label}</span>
      <select name="span">
        {choices.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}

const spanChoices = (words: Record<Span, string>): [string, string][] =>
  Object.keys(spans)
    .filter(isSpan)
    .map((span) => [span, words[span]])

function isSpan(name: string): name is Span {
  return Object.hasOwn(spans, name)
}
