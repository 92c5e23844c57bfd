import type { en } from './en.ts'

export const ar: typeof en = {
  pinsTitle: 'الرسائل المثبتة',
  noPins: 'لم يعد هنا شيء مثبت.',
  goTo: 'إلى الرسالة',
  pinnedBy: (name: string) => `ثبّتها ${name}`,
  dateTitle: 'الانتقال إلى تاريخ',
  date: 'التاريخ',
  jump: 'انتقال',
}
