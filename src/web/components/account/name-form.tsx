import { useSignal } from '@preact/signals'
import { accountApi } from '../../app/account-api.ts'
import { useApp } from '../../app/app-context.ts'
import { t } from '../../locale/messages.ts'
import { preferencesTexts } from '../../locale/preferences/texts.ts'
import { Field } from '../controls/field.tsx'
import { Form } from '../controls/form.tsx'

/** Changes what one is called. */
export function NameForm({ username }: { username: string }) {
  const { api, store } = useApp()
  const done = useSignal(false)
  const words = preferencesTexts()

  return (
    <fieldset>
      <legend>{words.name}</legend>
      <Form
        label={words.name}
        action={words.changeName}
        check={(value) => ({
          ...(value('username').trim() === '' && { username: () => t().errors.required }),
        })}
        send={async (value) => {
          done.value = false
          const answer = await accountApi(api).rename(value('username'))
          done.value = answer.ok
          if (answer.ok) store.apply({ kind: 'named', people: [answer.value.user] })
          return answer
        }}
        fieldOf={(code) => (code === 'username_taken' ? 'username' : null)}
      >
        {(errors) => (
          <Field
            label={words.newName}
            name="username"
            autocomplete="off"
            hint={words.nameHint(username)}
            error={errors.username}
          />
        )}
      </Form>
      {done.value && <p role="status">{words.nameChanged(username)}</p>}
    </fieldset>
  )
}
