import Type from 'typebox'
import { limits } from './limits.ts'

/** Why somebody did it to somebody else, in their own words; admins read it in the audit log. */
export const Reason = Type.String({ minLength: 1, maxLength: limits.reason.max })

/** The body of a DELETE by which somebody has power over others; it may be missing. */
export const WithReason = Type.Union([Type.Null(), Type.Object({ reason: Type.Optional(Reason) })])

/** What is asked of whoever has power over others, and may be missing. */
export type Why = { reason?: string }
