import { writingTexts } from '../../locale/writing/texts.ts'
import { toned, tones } from '../../text/emoji-groups.ts'

type Props = { tone: string; choose: (tone: string) => void }

/** The skin tone of the emoji that have one. */
export function ToneChoice({ tone, choose }: Props) {
  const words = writingTexts()
  return (
    <label class="field tone">
      <span>{words.tone}</span>
      <select value={tone} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        {tones.map((each, n) => (
          <option key={each} value={each} aria-label={words.tones[n]}>
            {toned('✋', each)}
          </option>
        ))}
      </select>
    </label>
  )
}
