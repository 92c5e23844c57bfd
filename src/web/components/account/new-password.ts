import { limits } from '../../../protocol/limits.ts'
import { t } from '../../locale/messages.ts'
import type { FieldErrors } from '../controls/form.tsx'

/** The length only: what else is wanted of a password, the server knows. */
export function checkNewPassword(value: (name: string) => string, field: string): FieldErrors {
  const length = Array.from(value(field)).length
  const { min, max } = limits.password
  if (length === 0) return { [field]: () => t().errors.required }
  if (length < min) return { [field]: () => t().errors.tooShort(min) }
  if (length > max) return { [field]: () => t().errors.tooLong(max) }
  return {}
}
