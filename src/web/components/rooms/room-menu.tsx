import deleteIcon from 'icon:trash'
import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Room } from '../../../protocol/rooms.ts'
import { t } from '../../locale/messages.ts'
import { Icon } from '../controls/icon.tsx'
import { moveIn, placeAt } from '../controls/placed-menu.ts'

import { DeleteRoomDialog } from './delete-room-dialog.tsx'

type Props = { room: Room; below: Element; close: () => void }

/** What one can do with a room of the list, and what that asks. */
export function RoomMenu({ room, below, close }: Props) {
  const deleting = useSignal(false)
  if (deleting.value) return <DeleteRoomDialog room={room} close={close} />
  return <Menu {...{ room, below, close }} askToDelete={() => (deleting.value = true)} />
}

/** Below the button that asked for it. */
function Menu({ room, below, askToDelete, close }: Props & { askToDelete: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const words = t().rooms

  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    const place = () => element && placeAt(element, below)
    place()
    addEventListener('resize', place)
    element?.querySelector('button')?.focus()
    return () => {
      removeEventListener('resize', place)
      element?.close()
      if (below instanceof HTMLElement) below.focus({ preventScroll: true })
    }
  }, [])

  return (
    <dialog
      ref={dialog}
      class="menu"
      data-sheet={false}
      aria-label={`${words.options} ${room.name}`}
      onKeyDown={(event) => event.key !== 'Escape' && moveIn(event, close)}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) close()
      }}
    >
      <div class="menu-items">
        {room.canDelete && (
          <button type="button" class="plain dangerous" onClick={askToDelete}>
            <Icon of={deleteIcon} />
            {words.delete} <bdi>{room.name}</bdi>
          </button>
        )}
      </div>
    </dialog>
  )
}
