import { memberTexts } from '../../locale/members/texts.ts'

const hour = 60 * 60 * 1000
const lengths = { hour, day: 24 * hour, week: 7 * 24 * hour, month: 30 * 24 * hour } as const
type Span = keyof typeof lengths

type Props = {
  label: string
  /** What is chosen at first. */
  first?: Span
  /** Whether it may have no end. */
  forGood?: boolean
}

/** The field of a form, called `span`, in which one chooses how long something lasts or lasted. */
export function SpanChoice({ label, first = 'hour', forGood = false }: Props) {
  const words = memberTexts()
  return (
    <label class="field">
      <span>{label}</span>
      <select name="span">
        {Object.keys(lengths)
          .filter(isSpan)
          .map((span) => (
            <option key={span} value={span} selected={span === first}>
              {words.spans[span]}
            </option>
          ))}
        {forGood && <option value="">{words.forGood}</option>}
      </select>
    </label>
  )
}

/** When what was chosen is over, or when it began; undefined: it is for good. */
export function endOf(chosen: string, now: number): string | undefined {
  return isSpan(chosen) ? new Date(now + lengths[chosen]).toISOString() : undefined
}

export function beginningOf(chosen: string, now: number): string {
  return new Date(now - (isSpan(chosen) ? lengths[chosen] : 0)).toISOString()
}

function isSpan(name: string): name is Span {
  return Object.hasOwn(lengths, name)
}
