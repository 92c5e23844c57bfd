import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { accountApi } from '../app/account-api.ts'
import { useApp } from '../app/app-context.ts'
import { checkNewPassword } from '../components/account/new-password.ts'
import { Field } from '../components/controls/field.tsx'
import { Form } from '../components/controls/form.tsx'
import { Link } from '../components/controls/link.tsx'
import { Page } from '../components/frame/page.tsx'
import { t } from '../locale/messages.ts'
import { preferencesTexts } from '../locale/preferences/texts.ts'

/** Where the link leads that an operator gives to who forgot their password. */
export function ResetPage() {
  const { api } = useApp()
  const code = useRef(location.hash.slice(1))
  const done = useSignal(false)
  const words = preferencesTexts().reset

  return (
    <Page kind="message-page" title={words.title}>
      {done.value ? (
        <>
          <p role="status">{words.done}</p>
          <Link class="button primary" to="/">
            {t().welcome.logIn}
          </Link>
        </>
      ) : (
        <>
          <p>{words.lead}</p>
          <Form
            label={words.title}
            action={words.action}
            check={(value) => checkNewPassword(value, 'password')}
            send={async (value) => {
              const answer = await accountApi(api).resetPassword(code.current, value('password'))
              done.value = answer.ok
              // Used up: nothing to be found in the history of this browser.
              if (answer.ok) history.replaceState(null, '', location.pathname)
              return answer
            }}
          >
            {(errors) => (
              <Field
                label={words.newPassword}
                name="password"
                type="password"
                autocomplete="new-password"
                hint={t().welcome.passwordHint}
                error={errors.password}
              />
            )}
          </Form>
        </>
      )}
    </Page>
  )
}
