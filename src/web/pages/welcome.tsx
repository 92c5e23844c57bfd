import { limits } from '../../protocol/limits.ts'
import { useApp } from '../app/app-context.ts'
import { Field } from '../components/controls/field.tsx'
import { type FieldErrors, Form } from '../components/controls/form.tsx'
import { Page } from '../components/frame/page.tsx'
import { InstancePicture } from '../components/instance/instance-picture.tsx'
import { t } from '../locale/messages.ts'

/** A first visit: what this is, and the two ways in. */
export function WelcomePage() {
  const { store, router, instance } = useApp()
  const session = store.session.value
  const { name = t().product, registration = 'open', welcome = '' } = instance.value ?? {}
  const words = t().welcome
  const invited = router.route.value.kind === 'room'

  return (
    <Page kind="welcome" title={name}>
      <InstancePicture />
      <p class="lead">{words.sentence}</p>
      {welcome !== '' && (
        <p class="instance-words" dir="auto">
          {welcome}
        </p>
      )}
      {!navigator.cookieEnabled && (
        <p class="notice" role="status">
          {t().missing.cookies}
        </p>
      )}
      {session.kind === 'out' && session.ended ? (
        <p class="notice" role="status">
          {words.ended}
        </p>
      ) : (
        invited && <p class="notice">{words.invited}</p>
      )}
      <div class="ways-in">
        <section class="card">
          <h2>{words.logIn}</h2>
          <p class="quiet">{words.logInLead}</p>
          <LogInForm />
        </section>
        <section class="card">
          <h2>{words.createAccount}</h2>
          {registration === 'open' ? (
            <>
              <p class="quiet">{words.createAccountLead}</p>
              <CreateAccountForm />
            </>
          ) : (
            <p class="quiet">{words.notOpen[registration]}</p>
          )}
        </section>
      </div>
    </Page>
  )
}

export function LogInForm() {
  const { logIn } = useApp()
  const words = t().welcome
  return (
    <Form
      label={words.logIn}
      action={words.logIn}
      check={(value) => missing(value, ['username', 'password'])}
      send={(value) => logIn('logIn', value('username'), value('password'))}
      fieldOf={(code) => (code === 'invalid_credentials' ? 'password' : null)}
    >
      {(errors) => (
        <>
          <Field
            label={words.username}
            name="username"
            autocomplete="username"
            error={errors.username}
          />
          <Field
            label={words.password}
            name="password"
            type="password"
            autocomplete="current-password"
            error={errors.password}
          />
        </>
      )}
    </Form>
  )
}

/** @param invite the code of the invitation by which somebody comes, if by one */
export function CreateAccountForm({ invite }: { invite?: string }) {
  const { logIn } = useApp()
  const words = t().welcome
  return (
    <Form
      label={words.createAccount}
      action={words.createAccount}
      check={checkNewAccount}
      send={(value) => logIn('createAccount', value('username'), value('password'), invite)}
      fieldOf={(code) => (code === 'username_taken' ? 'username' : null)}
    >
      {(errors) => (
        <>
          <Field
            label={words.username}
            name="username"
            autocomplete="username"
            hint={words.usernameHint}
            error={errors.username}
          />
          <Field
            label={words.password}
            name="password"
            type="password"
            autocomplete="new-password"
            hint={words.passwordHint}
            error={errors.password}
          />
        </>
      )}
    </Form>
  )
}

/** The lengths only: what else is wanted of a name or a password, the server knows. */
function checkNewAccount(value: (name: string) => string): FieldErrors {
  const errors = missing(value, ['username', 'password'])
  for (const field of ['username', 'password'] as const) {
    const length = Array.from(value(field)).length
    const { min, max } = limits[field]
    if (errors[field] === undefined && length < min) {
      errors[field] = () => t().errors.tooShort(min)
    }
    if (length > max) errors[field] = () => t().errors.tooLong(max)
  }
  return errors
}

function missing(value: (name: string) => string, fields: string[]): FieldErrors {
  const empty = fields.filter((field) => value(field) === '')
  return Object.fromEntries(empty.map((field) => [field, () => t().errors.required]))
}
