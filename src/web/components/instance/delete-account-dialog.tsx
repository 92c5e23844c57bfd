import { useSignal } from '@preact/signals'
import { useApp } from '../../app/app-context.ts'
import { instanceApi } from '../../app/instance-api.ts'
import { instanceTexts } from '../../locale/instance/texts.ts'
import { t } from '../../locale/messages.ts'
import { Dialog } from '../controls/dialog.tsx'
import { Field } from '../controls/field.tsx'
import { Form } from '../controls/form.tsx'

/** Says what goes, lets choose what becomes of what was written, and asks for the password. */
export function DeleteAccountDialog({ close, done }: { close: () => void; done: () => void }) {
  const { api, forgotten } = useApp()
  const messages = useSignal<'keep' | 'delete'>('keep')
  const words = instanceTexts()
  return (
    <Dialog title={words.deleteTitle} close={close}>
      <p>{words.deleteLead}</p>
      <fieldset>
        <legend>{words.wrote}</legend>
        {(
          [
            ['keep', words.keep],
            ['delete', words.erase],
          ] as const
        ).map(([choice, label]) => (
          <label class="choice" key={choice}>
            <input
              type="radio"
              name="messages"
              checked={messages.value === choice}
              onChange={() => (messages.value = choice)}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <Form
        label={words.deleteTitle}
        action={words.deleteForGood}
        isDangerous
        check={(value) => (value('password') === '' ? { password: () => t().errors.required } : {})}
        send={async (value) => {
          const answer = await instanceApi(api).deleteAccount(value('password'), messages.value)
          if (answer.ok) {
            done()
            forgotten()
          }
          return answer
        }}
      >
        {(errors) => (
          <Field
            label={words.password}
            name="password"
            type="password"
            autocomplete="current-password"
            error={errors.password}
          />
        )}
      </Form>
      <div class="actions">
        <button type="button" onClick={close}>
          {t().cancel}
        </button>
      </div>
    </Dialog>
  )
}
