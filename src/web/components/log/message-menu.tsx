import doneIcon from 'icon:check'
import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useApp } from '../../app/app-context.ts'
import { messageTexts } from '../../locale/message/texts.ts'
import { Icon } from '../controls/icon.tsx'
import { moveIn, placeAt } from '../controls/placed-menu.ts'
import { actionsFor, type MessageAction } from './message-actions.ts'
import type { Opened } from './opened.ts'

type Props = { opened: Opened; open: (what: Opened) => void; close: () => void }

/** For how long a word of what was done is shown before the menu goes. */
const saidMs = 700

/** What can be done with a message: below the button that asked for it, or as a sheet on a phone. */
export function MessageMenu({ opened: { message, below }, open, close }: Props) {
  const app = useApp()
  const dialog = useRef<HTMLDialogElement>(null)
  const pressed = useRef(false)
  const said = useSignal<{ of: MessageAction; text: string } | null>(null)
  const actions = actionsFor(message, app).filter(
    ({ place }) => below === undefined || place === 'menu',
  )

  useLayoutEffect(() => {
    const element = dialog.current
    const opener = document.activeElement
    element?.showModal()
    const place = () => element && below && placeAt(element, below)
    place()
    addEventListener('resize', place)
    element?.querySelector('button')?.focus()
    return () => {
      removeEventListener('resize', place)
      element?.close()
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true })
    }
  }, [])

  const choose = async (action: MessageAction) => {
    let led = false
    const saying = action.run(message, app, (what) => {
      led = true
      open(what)
    })
    if (!saying) return led || close()
    const text = await saying
    said.value = { of: action, text }
    app.clock.after(saidMs, close)
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={dialog}
      class="menu"
      data-sheet={below === undefined}
      aria-label={messageTexts().actions.more}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      // The finger that held the message to open this is still to be lifted.
      onPointerDown={() => {
        pressed.current = true
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget && pressed.current) close()
      }}
    >
      <div
        role="menu"
        aria-label={messageTexts().actions.more}
        onKeyDown={(event) => moveIn(event, close)}
      >
        {actions.map((action) => {
          const done = said.value?.of === action ? said.value.text : null
          return (
            <button
              type="button"
              role="menuitem"
              class={action.dangerous ? 'plain dangerous' : 'plain'}
              key={action.name()}
              tabIndex={-1}
              onClick={({ detail }) => {
                // Neither is it to choose what has come up under it.
                if (below || pressed.current || detail === 0) void choose(action)
              }}
            >
              <Icon of={done ? doneIcon : action.icon} />
              {done ?? action.name()}
            </button>
          )
        })}
      </div>
      {/* What stands outside of a modal dialog is not read out. */}
      <p class="visually-hidden" role="status">
        {said.value?.text}
      </p>
    </dialog>
  )
}
