import chosenIcon from 'icon:check'
import readIcon from 'icon:check-check'
import leaveIcon from 'icon:log-out'
import settingsIcon from 'icon:sliders-horizontal'
import deleteIcon from 'icon:trash'
import { useSignal } from '@preact/signals'
import type { NotifyLevel } from '../../../protocol/levels.ts'
import type { Room } from '../../../protocol/rooms.ts'
import { accountApi } from '../../app/account-api.ts'
import type { Answer, Refusal } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { memberTexts } from '../../locale/members/texts.ts'
import { explain, t } from '../../locale/messages.ts'
import { railTexts } from '../../locale/rail/texts.ts'
import { Icon } from '../controls/icon.tsx'
import { Menu as PlacedMenu } from '../controls/menu.tsx'
import { LeaveForGoodDialog } from '../members/leave-for-good-dialog.tsx'
import { RoomSettingsDialog } from '../members/room-settings-dialog.tsx'
import { DeleteRoomDialog } from './delete-room-dialog.tsx'

type Props = { room: Room; below: Element; close: () => void }

type Asked = 'settings' | 'leave' | 'delete'

/** What one can do with a room of the list, and what that asks. */
export function RoomMenu({ room, below, close }: Props) {
  const asked = useSignal<Asked | null>(null)
  switch (asked.value) {
    case 'delete':
      return <DeleteRoomDialog room={room} close={close} />
    case 'settings':
      return <RoomSettingsDialog room={room} close={close} />
    case 'leave':
      return <LeaveForGoodDialog room={room} close={close} />
    case null:
      return <Menu {...{ room, below, close }} ask={(what) => (asked.value = what)} />
    default:
      return asked.value satisfies never
  }
}

/** Below the button that asked for it. */
function Menu({ room, below, ask, close }: Props & { ask: (what: Asked) => void }) {
  const { api, lobby } = useApp()
  const words = t().rooms

  const refused = useSignal<Refusal | null>(null)
  const ended = (answer: Answer<unknown>) => {
    lobby.refresh()
    if (answer.ok) close()
    else refused.value = answer.refusal
  }
  const choose = async (notify: NotifyLevel) =>
    ended(await accountApi(api).chooseLevel(room.id, notify))
  const markRead = async () => ended(await api.markRead(room.id, { seq: room.messages }))

  return (
    <PlacedMenu label={`${words.options} ${room.name}`} below={below} close={close}>
      <Levels room={room} choose={choose} />
      {refused.value && (
        <p class="error" role="alert">
          {explain(refused.value)}
        </p>
      )}
      {(room.unread ?? 0) > 0 && (
        <button type="button" class="plain" onClick={markRead}>
          <Icon of={readIcon} />
          {railTexts().read}
        </button>
      )}
      {(room.role === 'owner' || room.role === 'moderator') && (
        <button type="button" class="plain" onClick={() => ask('settings')}>
          <Icon of={settingsIcon} />
          {t().room.settings}
        </button>
      )}
      {mayLeave(room) && (
        <button type="button" class="plain" onClick={() => ask('leave')}>
          <Icon of={leaveIcon} />
          {memberTexts().leave}
        </button>
      )}
      {room.canDelete && (
        <button type="button" class="plain dangerous" onClick={() => ask('delete')}>
          <Icon of={deleteIcon} />
          <span>
            {words.delete} <bdi>{room.name}</bdi>
          </span>
        </button>
      )}
    </PlacedMenu>
  )
}

/** An owner hands the room over before, and a direct room is its people. */
function mayLeave({ belongs, role, kind }: Room): boolean {
  return belongs && role !== 'owner' && kind !== 'direct'
}

type LevelsProps = { room: Room; choose: (level: NotifyLevel) => Promise<void> }

function Levels({ room, choose }: LevelsProps) {
  const words = railTexts().level
  const levels: NotifyLevel[] = ['all', 'mentions', 'none']
  return (
    <fieldset>
      <legend>{words.title}</legend>
      {levels.map((level) => (
        <button
          key={level}
          type="button"
          class="plain"
          aria-pressed={room.notify === level}
          onClick={() => void choose(level)}
        >
          {words[level]}
          {room.notify === level && <Icon of={chosenIcon} />}
        </button>
      ))}
    </fieldset>
  )
}
