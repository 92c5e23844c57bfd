import { computed } from '@preact/signals'
import { ownLocale } from '../locale/regional.ts'

/** Puts names in the order that the reader is used to. */
export const collator = computed(() => new Intl.Collator(ownLocale.value, { numeric: true }))
