import type { en } from './en.ts'

export const ar: typeof en = {
  title: 'مشاركة',
  lead: 'اختر الغرفة المقصودة. يمكنك تعديل النص هناك قبل إرساله.',
  nothing: 'لم يُشارَك شيء',
  nothingHint: 'شارك نصًا أو رابطًا من تطبيق آخر، واختر Parlor.',
}
