import { useSignal } from '@preact/signals'
import { useApp } from '../../app/app-context.ts'
import { NameForm } from './name-form.tsx'
import { PasswordForm } from './password-form.tsx'
import { SessionsList } from './sessions-list.tsx'

/** What a person can do about their own account. */
export function AccountChoices() {
  const session = useApp().store.session.value
  const passwords = useSignal(0)
  if (session.kind !== 'in') return null
  return (
    <>
      <NameForm username={session.user.username} />
      <PasswordForm
        username={session.user.username}
        changed={() => {
          passwords.value += 1
        }}
      />
      <SessionsList key={passwords.value} />
    </>
  )
}
