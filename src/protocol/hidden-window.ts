/**
 * A window that nobody can see says so with each poll, by this header; its value does not matter.
 * It keeps its person inside and counted, and does not make them `here`.
 */
export const hiddenWindow = 'parlor-hidden'
