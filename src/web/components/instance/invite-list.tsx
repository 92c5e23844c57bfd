import type { InviteSummary } from '../../../protocol/invites.ts'
import { nameOf } from '../../app/name-of.ts'
import { instanceTexts } from '../../locale/instance/texts.ts'
import { isolated } from '../../text/isolated.ts'
import { exactTime } from '../../text/times.ts'
import { useFocusInRows } from '../controls/use-focus-in-rows.ts'

type Props = {
  invites: readonly InviteSummary[]
  withdraw: (id: string) => Promise<void>
}

/** Invitations that were given out, with who came by each. */
export function InviteList({ invites, withdraw }: Props) {
  const words = instanceTexts()
  const part = useFocusInRows<HTMLDivElement>()
  return (
    <div ref={part}>
      {invites.length > 0 && (
        <details>
          <summary>
            {words.given} ({invites.length})
          </summary>
          <ul class="sessions">
            {invites.map((invite) => (
              <li key={invite.id}>
                <Given invite={invite} />
                <button type="button" onClick={() => void withdraw(invite.id)}>
                  {words.withdraw}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

function Given({ invite }: { invite: InviteSummary }) {
  const { createdBy, expiresAt, usesLeft, usedBy } = invite
  const words = instanceTexts()
  const time = exactTime(expiresAt)
  const isOver = Date.parse(expiresAt) <= Date.now()
  const names = usedBy.map(({ user }) => isolated(nameOf(user))).join(', ')
  return (
    <span>
      {words.by(isolated(nameOf(createdBy)))}
      <span class="hint">
        {isOver ? words.over(time) : words.until(time)}
        {usesLeft !== null && ` · ${words.left(usesLeft)}`}
        {' · '}
        {names === '' ? words.nobodyYet : words.cameBy(names)}
      </span>
    </span>
  )
}
