import discardIcon from 'icon:trash'
import { type Signal, useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useApp } from '../../app/app-context.ts'
import { type NotRecorded, type Recording, record } from '../../app/recording.ts'
import { filesTexts } from '../../locale/files/texts.ts'
import { t } from '../../locale/messages.ts'
import { timeOf } from '../../text/times.ts'
import { Icon } from '../controls/icon.tsx'
import { useFocusHandedOn } from '../controls/use-focus-handed-on.ts'
import type { Voice } from './voice-button.tsx'

/** Whoever forgets to end it has not recorded the whole evening; ms. */
const longest = 30 * 60_000

/** Says that one is being recorded, how loud and for how long; what was said is attached when it ends. */
export function Recorder({ roomId, voice }: { roomId: string; voice: Signal<Voice> }) {
  const { files, clock } = useApp()
  const level = useSignal(0)
  const seconds = useSignal<number | null>(null)
  const problem = useSignal<NotRecorded | null>(null)
  const recording = useRef<Recording | null>(null)
  const strip = useFocusHandedOn<HTMLDivElement>('.voice')
  const words = filesTexts().voice

  useLayoutEffect(() => {
    let cancel = () => {}
    const count = (began: number) => {
      const passed = clock.now() - began
      seconds.value = Math.floor(passed / 1000)
      if (passed >= longest) return recording.current?.end()
      cancel = clock.after(1000 - (passed % 1000), () => count(began))
    }
    recording.current = record({
      begun: () => count(clock.now()),
      level: (now) => {
        level.value = now
      },
      ended(recorded) {
        cancel()
        voice.value = 'off'
        if (recorded) void files.add(roomId, [named(recorded)])
      },
      failed(why) {
        problem.value = why
      },
    })
    return () => {
      cancel()
      recording.current?.end()
    }
  }, [])
  useLayoutEffect(() => {
    if (voice.value !== 'ending') return
    if (problem.value) voice.value = 'off'
    else recording.current?.end()
  }, [voice.value])

  const named = (recorded: Blob) => {
    const [, ending = 'webm'] = recorded.type.split('/')
    const name = `${words.name(timeOf(clock.now()).replaceAll(':', '.'))}.${ending}`
    return new File([recorded], name, { type: recorded.type })
  }

  if (problem.value) {
    return (
      <p class="error recorder" role="alert">
        {words.problems[problem.value]}{' '}
        <button type="button" class="link" onClick={() => (voice.value = 'off')}>
          {t().close}
        </button>
      </p>
    )
  }
  return (
    <div class="recorder" ref={strip}>
      <span role="status">{seconds.value === null ? words.waits : words.records}</span>
      <time>{lengthOf(seconds.value ?? 0)}</time>
      <meter aria-label={words.level} min={0} max={1} value={level.value} />
      <button
        type="button"
        class="plain"
        aria-label={words.discard}
        title={words.discard}
        onClick={() => recording.current?.discard()}
      >
        <Icon of={discardIcon} />
      </button>
    </div>
  )
}

/** `1:05` */
function lengthOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
