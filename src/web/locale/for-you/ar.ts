import type { en } from './en.ts'

export const ar: typeof en = {
  title: 'من أجلك',
  loading: 'جارٍ البحث…',
  none: 'لا شيء بعد',
  noneHint: 'تجد هنا من ذكرك، ومن أجاب عمّا قلت أو تفاعل معه، في كل الغرف.',
  mention: (name, room) => `ذكرك ${name} في ${room}`,
  reply: (name, room) => `أجابك ${name} في ${room}`,
  reaction: (name, emoji, room) => `تفاعل ${name} بـ ${emoji} في ${room}`,
  unread: 'جديد',
  more: 'عرض الأقدم',
  readAll: 'وضع علامة مقروء على الكل',
}
