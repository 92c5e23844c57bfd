import doneIcon from 'icon:check'
import { useSignal } from '@preact/signals'
import { useApp } from '../../app/app-context.ts'
import { talkTexts } from '../../locale/talk/texts.ts'
import { Icon } from '../controls/icon.tsx'
import { usePlacedMenu } from '../controls/placed-menu.ts'
import { actionsFor, type MessageAction, type Outcome } from './message-actions.ts'
import type { Opened } from './opened.ts'

type Props = { opened: Opened; open: (what: Opened) => void; close: () => void }

/** For how long a word of what was done is shown before the menu goes. */
const saidMs = 700

/** What can be done with a message: below the button that asked for it, or as a sheet on a phone. */
export function MessageMenu({ opened: { message, below }, open, close }: Props) {
  const app = useApp()
  const { dialog, pressed } = usePlacedMenu(below, close)
  const said = useSignal<({ of: MessageAction } & Outcome) | null>(null)
  const actions = actionsFor(message, app).filter(
    ({ place }) => below === undefined || place === 'menu',
  )

  const choose = async (action: MessageAction) => {
    let led = false
    const saying = action.run(message, app, (what) => {
      led = true
      open(what)
    })
    if (!saying) return led || close()
    const outcome = await saying
    said.value = { of: action, ...outcome }
    // What was not done stands there until one puts it away.
    if (outcome.done) app.clock.after(saidMs, close)
  }

  return (
    <dialog {...dialog} aria-label={talkTexts().actions.more}>
      <div role="menu" aria-label={talkTexts().actions.more}>
        {actions.map((action) => {
          const done = said.value?.of === action && said.value.done ? said.value.text : null
          return (
            <button
              type="button"
              role="menuitem"
              class={action.dangerous ? 'plain dangerous' : 'plain'}
              key={action.name()}
              tabIndex={-1}
              onClick={({ detail }) => {
                // What has come up under a finger was not chosen by it.
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
        {said.value?.done && said.value.text}
      </p>
      {said.value?.done === false && (
        <p class="error" role="alert">
          {said.value.text}
        </p>
      )}
    </dialog>
  )
}
