// No schema here: the writer's thread needs the words, and would load all of TypeBox with it.

/**
 * Everything that a field can be refused for, and what people read about it. Codes are stable: a
 * page in another language has its own sentences for them.
 */
export const fieldProblems = {
  missing: () => 'Fill this in.',
  too_short: (limit: number) => `Use at least ${limit} characters.`,
  too_long: (limit: number) => `Use at most ${limit} characters.`,
  too_small: (limit: number) => `Use ${limit} or more.`,
  too_large: (limit: number) => `Use ${limit} or less.`,
  wrong_form: () => 'This does not have the right form.',
  unusual_signs: () => 'Use letters and digits; spaces, dots, dashes only in between.',
  unseen_signs: () => 'This contains characters that cannot be seen.',
  too_many_accents: () => 'That is too many accents on one letter.',
  too_simple: () => 'That is too easy to guess. Choose something else.',
  no_member: () => 'This person does not belong to the room.',
  wrong_password: () => 'That is not your password.',
  empty_file: () => 'This file is empty.',
  /** The browser alone finds that out. */
  unreadable: () =>
    'This cannot be read: it is a folder, or was moved or changed since. Attach the file again.',
  broken_picture: () => 'This picture is damaged and cannot be shown.',
  too_many_pixels: (limit: number) => `Use a picture of at most ${limit} megapixels.`,
  too_common: () => 'That is one of the most common passwords. Choose another.',
} as const

export type FieldCode = keyof typeof fieldProblems

/** One field of a request that was refused, and why: for people, and for a page's own words. */
export interface FieldError {
  field: string
  message: string
  code: FieldCode
  /** What the sentence counts, if it does. */
  limit?: number
}

/** @param limit the number that the sentence is about, for the codes that have one */
export function fieldError(field: string, code: FieldCode, limit?: number): FieldError {
  const message = fieldProblems[code](limit ?? 0)
  return { field, message, code, ...(limit !== undefined && { limit }) }
}
