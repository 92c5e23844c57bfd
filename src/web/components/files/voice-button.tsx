import micIcon from 'icon:mic'
import endIcon from 'icon:square'
import type { Signal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { messageTexts } from '../../locale/message/texts.ts'
import { Icon } from '../controls/icon.tsx'
import { lazy } from '../controls/lazy.tsx'

/** What becomes of one's voice: nothing, it is recorded, or that is to end. */
export type Voice = 'off' | 'on' | 'ending'

export const Recorder = lazy(async () => (await import('./recorder.tsx')).Recorder)

/** Whether this browser can; without https none does, but on the machine itself. */
const canRecord = () => 'MediaRecorder' in window && 'mediaDevices' in navigator

/** Held for so long, a button ends with letting go what it began; ms. */
const held = 400

/** Records for as long as it is held; pressed for a moment, or by a key, until it is pressed again. */
export function VoiceButton({ voice }: { voice: Signal<Voice> }) {
  const pressedAt = useRef<number | null>(null)
  const byPointer = useRef(false)
  const isOn = voice.value !== 'off'
  const words = messageTexts().voice
  if (!canRecord()) return null
  const label = isOn ? words.end : words.begin

  const press = () => {
    voice.value = isOn ? 'ending' : 'on'
    return voice.value
  }
  const letGo = ({ timeStamp }: PointerEvent) => {
    const began = pressedAt.current
    pressedAt.current = null
    if (began !== null && timeStamp - began >= held && voice.value === 'on') voice.value = 'ending'
  }

  return (
    <button
      type="button"
      class="plain voice"
      aria-label={label}
      title={isOn ? label : words.hint}
      data-on={isOn}
      onPointerEnter={Recorder.preload}
      onFocus={Recorder.preload}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        byPointer.current = true
        event.currentTarget.setPointerCapture(event.pointerId)
        if (press() === 'on') pressedAt.current = event.timeStamp
      }}
      onPointerUp={letGo}
      onPointerCancel={(event) => {
        byPointer.current = false
        letGo(event)
      }}
      // A long press would open the menu of a phone.
      onContextMenu={(event) => event.preventDefault()}
      onClick={() => {
        // A key, or what presses for a screen reader, sends no pointer before.
        if (!byPointer.current) press()
        byPointer.current = false
      }}
    >
      <Icon of={isOn ? endIcon : micIcon} />
    </button>
  )
}
