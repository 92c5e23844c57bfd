import { computed, signal } from '@preact/signals'

export type Keyboard = ReturnType<typeof createKeyboard>

/** Keys that keyboards on a screen do not have. */
const hardware = new Set(['Tab', 'Escape', 'Control', 'Meta', 'Alt'])
/** A keyboard on the screen takes more of it than bars that come and go. */
const partTaken = 0.2

/**
 * Tells whether people type on the screen, where Enter is the only key that makes a line, or on
 * keys of their own. No browser says so: it is seen from how they point, from the room that is left
 * to the page, and from keys that only a keyboard of their own has.
 */
export function createKeyboard(page: Window) {
  const byTouch = page.matchMedia('(hover: none) and (pointer: coarse)')
  const touchOnly = signal(byTouch.matches)
  const touched = signal(false)
  const covered = signal(false)
  const own = signal(false)

  byTouch.addEventListener('change', () => {
    touchOnly.value = byTouch.matches
  })
  page.addEventListener(
    'pointerdown',
    ({ pointerType }) => {
      touched.value = pointerType === 'touch'
      own.value = false
    },
    { capture: true, passive: true },
  )
  page.addEventListener('keydown', ({ key }) => {
    if (hardware.has(key)) own.value = true
  })
  page.visualViewport?.addEventListener('resize', () => {
    const { height = 0, scale = 1 } = page.visualViewport ?? {}
    covered.value = height * scale < page.innerHeight * (1 - partTaken)
  })

  const onScreen = computed(
    () => !own.value && (touchOnly.value || (touched.value && covered.value)),
  )
  return { onScreen }
}
