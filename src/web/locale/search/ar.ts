import { pluralIn } from '../plural.ts'
import type { SearchTexts } from './en.ts'

const plural = pluralIn('ar')

export const ar: SearchTexts = {
  title: 'البحث',
  field: 'البحث في الرسائل',
  results: 'نتائج البحث',
  open: 'فتح في الغرفة',
  more: 'عرض الأقدم',
  again: 'إعادة المحاولة',
  searching: 'جارٍ البحث…',
  none: 'لم يُعثر على شيء.',
  found: (count) =>
    plural(count, {
      zero: 'لا رسائل',
      one: 'رسالة واحدة',
      two: 'رسالتان',
      few: '# رسائل',
      many: '# رسالة',
      other: '# رسالة',
    }),
  foundMore: (count) =>
    plural(count, {
      zero: 'لا رسائل حتى الآن',
      one: 'رسالة واحدة حتى الآن',
      two: 'رسالتان حتى الآن',
      few: '# رسائل حتى الآن',
      many: '# رسالة حتى الآن',
      other: '# رسالة حتى الآن',
    }),
  notAll: 'ما زالت الرسائل الأقدم تُقرأ: قد يظهر المزيد بعد قليل.',
  hint: 'كلمات، أو أجزاء من كلمات، أو «عبارات بين علامتي اقتباس».',
  days: 'يُكتب اليوم هكذا: \u20662026-05-01\u2069، والشهر هكذا: \u20662026-05\u2069، والسنة هكذا: \u20662026\u2069.',
  dayNames: {
    today: 'اليوم',
    yesterday: 'أمس',
    weekAgo: 'قبل أسبوع',
    monthAgo: 'قبل شهر',
    yearAgo: 'قبل سنة',
  },
  noDay: (typed) =>
    `يُبحث عن «${typed}» ككلمة لأنه لا يدل على يوم. يُكتب اليوم هكذا: \u20662026-05-01\u2069.`,
  narrow: 'تضييق البحث',
  recent: 'ما بُحث عنه مؤخرًا',
  operators: {
    from: 'من شخص',
    in: 'في غرفة',
    after: 'منذ يوم',
    before: 'قبل يوم',
    link: 'فيها رابط',
    file: 'فيها ملف',
  },
}
