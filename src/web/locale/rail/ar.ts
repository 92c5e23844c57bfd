import type { en } from './en.ts'

export const ar: typeof en = {
  all: 'كل الغرف',
  create: 'غرفة جديدة',
  goTo: 'انتقال إلى',
  field: 'اسم غرفة',
  none: 'لا شيء بهذا الاسم.',
}
