/** Input as W3C WebDriver, section 15, and WebDriver BiDi, `input.performActions`, both describe it. */
export type Actions = object[]

/** Code points that stand for keys without a character: W3C WebDriver, section 17.4.2. */
const keys = new Map([
  ['Backspace', '\uE003'],
  ['Tab', '\uE004'],
  ['Enter', '\uE007'],
  ['Shift', '\uE008'],
  ['Control', '\uE009'],
  ['Escape', '\uE00C'],
  ['End', '\uE010'],
  ['Home', '\uE011'],
  ['ArrowUp', '\uE013'],
  ['ArrowDown', '\uE015'],
])

/** Keys held down together, and let go in turn. */
export function chord(names: string): Actions {
  const values = names.split('+').map(codeOf)
  return keyboard([
    ...values.map((value) => ({ type: 'keyDown', value })),
    ...values.toReversed().map((value) => ({ type: 'keyUp', value })),
  ])
}

/** One key after the other; what cannot be seen as one key is left to whoever types it. */
export function typing(text: string): Actions {
  return keyboard(
    [...text].flatMap((value) => [
      { type: 'keyDown', value: value === '\n' ? codeOf('Enter') : value },
      { type: 'keyUp', value: value === '\n' ? codeOf('Enter') : value },
    ]),
  )
}

export function pressing(pointerType: 'mouse' | 'touch', x: number, y: number): Actions {
  const actions = [
    { type: 'pointerMove', x, y, duration: 0, origin: 'viewport' },
    { type: 'pointerDown', button: 0 },
    { type: 'pointerUp', button: 0 },
  ]
  return [{ type: 'pointer', id: pointerType, parameters: { pointerType }, actions }]
}

export function wheel(x: number, y: number, deltaY: number): Actions {
  const scroll = { type: 'scroll', x, y, deltaX: 0, deltaY, duration: 0, origin: 'viewport' }
  return [{ type: 'wheel', id: 'wheel', actions: [scroll] }]
}

function keyboard(actions: object[]): Actions {
  return [{ type: 'key', id: 'keyboard', actions }]
}

function codeOf(name: string): string {
  const value = keys.get(name) ?? name
  if ([...value].length !== 1) throw new Error(`no key is called ${name}`)
  return value
}
