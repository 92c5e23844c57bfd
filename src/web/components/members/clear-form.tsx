import { useSignal } from '@preact/signals'
import type { Answer } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { memberTexts } from '../../locale/members/texts.ts'
import { Form } from '../controls/form.tsx'
import { beginningOf, SpanChoice } from './spans.tsx'
import { WhyField, whyIn } from './why.tsx'

type Props = {
  /** Where it is deleted. */
  label: string
  /** Whether somebody will read why. */
  hasReason: boolean
  clear: (span: { from: string; reason?: string }) => Promise<Answer<{ deleted: number }>>
}

/** Deletes what somebody wrote in a span of time, and says how much it was. */
export function ClearForm({ label, hasReason, clear }: Props) {
  const { clock } = useApp()
  const said = useSignal('')
  const words = memberTexts()
  return (
    <fieldset>
      <legend>{label}</legend>
      <Form
        label={label}
        action={words.clearConfirm}
        isDangerous
        check={() => ({})}
        send={async (value) => {
          const from = beginningOf(value('span'), clock.now())
          const answer = await clear({ ...whyIn(value), from })
          said.value = answer.ok ? words.cleared(answer.value.deleted) : ''
          return answer
        }}
      >
        {(errors) => (
          <>
            <SpanChoice label={words.clearSpan} />
            {hasReason && <WhyField error={errors.reason} />}
          </>
        )}
      </Form>
      <p class="hint" role="status">
        {said.value}
      </p>
    </fieldset>
  )
}
