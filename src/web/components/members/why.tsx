import type { Why } from '../../../protocol/reasons.ts'
import { memberTexts } from '../../locale/members/texts.ts'
import { Field } from '../controls/field.tsx'

/** The field of a form, called `reason`, in which one says why one does it to somebody else. It may stay empty. */
export function WhyField({ error }: { error: string | undefined }) {
  return <Field label={memberTexts().why} name="reason" autocomplete="off" error={error} />
}

/** What was written there, as it is sent; undefined: nothing. */
export function whyIn(value: (name: string) => string): Why | undefined {
  const reason = value('reason').trim()
  return reason === '' ? undefined : { reason }
}
