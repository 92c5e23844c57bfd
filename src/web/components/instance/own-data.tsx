import { useSignal } from '@preact/signals'
import { useApp } from '../../app/app-context.ts'
import { addressOf } from '../../app/base-path.ts'
import { instanceTexts } from '../../locale/instance/texts.ts'
import { isolated } from '../../text/isolated.ts'
import { Link } from '../controls/link.tsx'
import { useFocusInRows } from '../controls/use-focus-in-rows.ts'
import { DeleteAccountDialog } from './delete-account-dialog.tsx'

/** What a person can take along, undo, or end: at the end of their preferences. */
export function OwnData({ close }: { close: () => void }) {
  const { block, store } = useApp()
  const deleting = useSignal(false)
  const part = useFocusInRows<HTMLFieldSetElement>()
  const words = instanceTexts()
  const session = store.session.value
  if (session.kind !== 'in') return null
  const { role, blocked } = store.standing.value

  return (
    <>
      {role !== 'member' && (
        <p onClickCapture={close}>
          <Link class="button" to="/admin">
            {words.administration}
          </Link>
        </p>
      )}
      <fieldset class="own-data" ref={part}>
        <legend>{words.data}</legend>
        <a class="button" href={addressOf('/api/me/export/archive')} download="">
          {words.exportData}
        </a>
        <a class="button" href={addressOf('/api/me/export')} download="">
          {words.exportText}
        </a>
        <p class="hint">{words.exportHint}</p>
        {blocked.length > 0 && (
          <>
            <p>{words.blocked}</p>
            <ul class="sessions">
              {blocked.map((person) => (
                <li key={person.id}>
                  <bdi>{person.username}</bdi>
                  <button type="button" onClick={() => void block(person, false)}>
                    {words.unblock(isolated(person.username))}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
        <button type="button" class="danger" onClick={() => (deleting.value = true)}>
          {words.deleteAccount}
        </button>
        {deleting.value && (
          <DeleteAccountDialog close={() => (deleting.value = false)} done={close} />
        )}
      </fieldset>
    </>
  )
}
