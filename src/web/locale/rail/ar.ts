import type { en } from './en.ts'

export const ar: typeof en = {
  all: 'كل الغرف',
  create: 'غرفة جديدة',
  goTo: 'انتقال إلى',
  field: 'اسم غرفة أو شخص',
  newDirect: 'محادثة جديدة',
  none: 'لا شيء بهذا الاسم.',
  direct: 'محادثات مباشرة',
  mentioned: 'ذُكرتَ',
  level: {
    title: 'أبلغني عن',
    all: 'كل شيء',
    mentions: 'ذكري',
    none: 'لا شيء',
  },
  read: 'وضع علامة مقروء',
}
