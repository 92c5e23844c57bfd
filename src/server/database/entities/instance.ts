import { defineEntity, p } from '@mikro-orm/core'

/** What this installation remembers about itself. */
export const SettingSchema = defineEntity({
  name: 'Setting',
  properties: {
    name: p.string().length(64).primary(),
    value: p.text(),
  },
})

/**
 * A server process that is running. Windows poll any of them, so each writes down now and then whom
 * it hears, and nobody is taken to be away whom another process hears.
 */
export const ProcessSchema = defineEntity({
  name: 'Process',
  properties: {
    id: p.string().length(16).primary(),
    /** Rises as long as the process runs. */
    beat: p.bigint('number'),
    /** The ids of the people whom it heard since the last beat, a space between them. */
    heard: p.text(),
    /** Those of them who had a window that was not hidden. */
    looking: p.text().default(''),
  },
})
