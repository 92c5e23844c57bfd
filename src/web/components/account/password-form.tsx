import { useSignal } from '@preact/signals'
import { useApp } from '../../app/app-context.ts'
import { t } from '../../locale/messages.ts'
import { preferencesTexts } from '../../locale/preferences/texts.ts'
import { Field } from '../controls/field.tsx'
import { Form } from '../controls/form.tsx'
import { checkNewPassword } from './new-password.ts'

/** Changes one's own password. @param changed is called when the other sessions have ended by it. */
export function PasswordForm({ username, changed }: { username: string; changed: () => void }) {
  const { api } = useApp()
  const done = useSignal(false)
  const words = preferencesTexts()

  return (
    <fieldset>
      <legend>{words.password}</legend>
      <Form
        label={words.password}
        action={words.changePassword}
        check={(value) => ({
          ...(value('password.current') === '' && {
            'password.current': () => t().errors.required,
          }),
          ...checkNewPassword(value, 'password.new'),
        })}
        send={async (value) => {
          done.value = false
          const answer = await api.changePassword(value('password.current'), value('password.new'))
          done.value = answer.ok
          if (answer.ok) changed()
          return answer
        }}
      >
        {(errors) => (
          <>
            {/* Password managers look for it, to know whose password they are to keep. */}
            <input
              type="text"
              name="username"
              autocomplete="username"
              value={username}
              hidden
              readOnly
            />
            <Field
              label={words.currentPassword}
              name="password.current"
              type="password"
              autocomplete="current-password"
              error={errors['password.current']}
            />
            <Field
              label={words.newPassword}
              name="password.new"
              type="password"
              autocomplete="new-password"
              hint={t().welcome.passwordHint}
              error={errors['password.new']}
            />
          </>
        )}
      </Form>
      {done.value && <p role="status">{words.passwordChanged}</p>}
    </fieldset>
  )
}
