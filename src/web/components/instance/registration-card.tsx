import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { Registration } from '../../../protocol/instance.ts'
import type { Refusal } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { instanceApi } from '../../app/instance-api.ts'
import { instanceTexts } from '../../locale/instance/texts.ts'
import { explain } from '../../locale/messages.ts'
import { useFocusHandedOn } from '../controls/use-focus-handed-on.ts'

/** Asks whoever made the first account, once, who may make one after them. */
export function RegistrationCard() {
  const { api, store } = useApp()
  const chosen = useSignal<Registration>('open')
  const refusal = useSignal<Refusal | null>(null)
  const card = useFocusHandedOn<HTMLElement>()
  const id = useId()
  const words = instanceTexts()

  const save = async () => {
    const answer = await instanceApi(api).change({ registration: chosen.value })
    if (answer.ok) store.apply({ kind: 'decided' })
    else refusal.value = answer.refusal
  }

  return (
    <section class="card registration" aria-labelledby={id} ref={card}>
      <h2 id={id}>{words.ask}</h2>
      <p class="quiet">{words.askLead}</p>
      <RegistrationChoice chosen={chosen.value} choose={(one) => (chosen.value = one)} />
      {refusal.value && (
        <p class="error" role="alert">
          {explain(refusal.value)}
        </p>
      )}
      <button type="button" class="primary" onClick={() => void save()}>
        {words.save}
      </button>
    </section>
  )
}

type Props = { chosen: Registration; choose: (one: Registration) => void }

/** Who may make an account, with a sentence on what each of it means. */
export function RegistrationChoice({ chosen, choose }: Props) {
  const words = instanceTexts()
  const choices: [Registration, string, string][] = [
    ['open', words.open, words.openHint],
    ['invite', words.byInvitation, words.byInvitationHint],
    ['closed', words.closed, words.closedHint],
  ]
  return (
    <fieldset>
      <legend class="visually-hidden">{words.ask}</legend>
      {choices.map(([registration, label, hint]) => (
        <label class="choice" key={registration}>
          <input
            type="radio"
            name="registration"
            value={registration}
            checked={chosen === registration}
            // To which a form goes back that was sent.
            defaultChecked={chosen === registration}
            onChange={() => choose(registration)}
          />
          <span>
            {label}
            <span class="hint"> {hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
