import { describe, expect, test } from 'vitest'
import style from '../../src/web/styles/parts/header.css?raw'

const rule = style.slice(style.indexOf('.avatar {'))
/** What the style sheet has for each `data-hue`, the first for those that have none. */
const hues = [...rule.matchAll(/--hue: (\d+);/g)].map(([, degrees]) => Number(degrees))

type Rgb = readonly [number, number, number]

describe('the initial of an avatar can be read on its colour', () => {
  test('of which there are twelve', () => {
    expect(new Set(hues).size).toBe(12)
    expect(hues).toHaveLength(12)
  })

  const each = hues.flatMap((hue) =>
    (['oklch', 'hsl'] as const).flatMap((notation) =>
      (['light', 'dark'] as const).map((scheme) => ({ hue, notation, scheme })),
    ),
  )
  // WCAG 2.2, 1.4.3.
  test.for(each)('$hue degrees by $notation in $scheme: at least 4.5 to 1', (it) => {
    const [ground, text] = [colourOf('background', it), colourOf('color', it)]
    expect(contrast(ground, text)).toBeGreaterThanOrEqual(4.5)
  })
})

function colourOf(
  property: 'background' | 'color',
  { hue, notation, scheme }: { hue: number; notation: 'oklch' | 'hsl'; scheme: 'light' | 'dark' },
): Rgb {
  const colour = String.raw`${notation}\(([^()]*(?:\(--hue\))?[^()]*)\)`
  const both = rule.match(new RegExp(`\\s${property}: light-dark\\(${colour}, ${colour}\\)`))
  const numbers = both?.[scheme === 'light' ? 1 : 2]
    ?.replace('var(--hue)', `${hue}`)
    .split(' ')
    .map(Number.parseFloat)
  if (numbers?.length !== 3) throw new Error(`no ${property} by ${notation}`)
  const [first = 0, second = 0, third = 0] = numbers
  return notation === 'oklch'
    ? fromOklch(first / 100, second, third)
    : fromHsl(first, second / 100, third / 100)
}

/** Linear sRGB, cut to what a screen can show. CSS Color 4, 9.2 and 10.9. */
function fromOklch(lightness: number, chroma: number, hue: number): Rgb {
  const angle = (hue * Math.PI) / 180
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)]
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const cut = (part: number) => Math.min(1, Math.max(0, part))
  return [
    cut(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    cut(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    cut(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}

/** Linear sRGB. CSS Color 4, 7.1 and 10.2. */
function fromHsl(hue: number, saturation: number, lightness: number): Rgb {
  const part = (n: number) => {
    const k = (n + hue / 30) % 12
    const spread = saturation * Math.min(lightness, 1 - lightness)
    const encoded = lightness - spread * Math.max(-1, Math.min(k - 3, 9 - k, 1))
    return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4
  }
  return [part(0), part(8), part(4)]
}

/** WCAG 2.2, “contrast ratio”. */
function contrast(one: Rgb, other: Rgb): number {
  const luminance = ([red, green, blue]: Rgb) => 0.2126 * red + 0.7152 * green + 0.0722 * blue
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}
