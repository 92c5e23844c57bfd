import { pluralIn } from '../plural.ts'
import type { en } from './en.ts'

const plural = pluralIn('ar')

export const ar: typeof en = {
  typing: {
    of: (names: string, count: number) =>
      count === 1 ? `${names} يكتب…` : count === 2 ? `${names} يكتبان…` : `${names} يكتبون…`,
    several: 'عدّة أشخاص يكتبون…',
  },

  replies: {
    to: (name: string) => `رد على ${name}`,
    toDate: 'الانتقال إلى تاريخ',
    cancel: 'إلغاء الرد',
    inReplyTo: 'ردًا على',
    gone: 'حُذفت الرسالة',
    back: 'العودة إلى حيث كنت',
    pinned: (count: number) =>
      plural(count, {
        zero: 'لا رسائل مثبتة',
        one: 'رسالة مثبتة واحدة',
        two: 'رسالتان مثبتتان',
        few: '# رسائل مثبتة',
        many: '# رسالة مثبتة',
        other: '# رسالة مثبتة',
      }),
  },

  reactions: {
    label: 'التفاعلات',
    add: 'إضافة تفاعل',
    andOthers: (names, count) =>
      names === ''
        ? plural(count, {
            one: 'شخص واحد',
            two: 'شخصان',
            few: '# أشخاص',
            many: '# شخصًا',
            other: '# شخص',
          })
        : plural(count, {
            one: `${names} وشخص آخر`,
            two: `${names} وشخصان آخران`,
            few: `${names} و# آخرون`,
            many: `${names} و# آخرون`,
            other: `${names} و# آخرون`,
          }),
  },

  copying: {
    copyCode: 'نسخ الشيفرة',
    notCopied: 'لم يُنسخ: المتصفح لا يسمح بذلك',
  },

  sending: {
    title: 'قيد الإرسال',
    waiting: 'في انتظار الإرسال',
    sending: 'جارٍ الإرسال…',
    sent: 'أُرسلت',
    retry: 'حاول مرة أخرى',
    copy: 'نسخ النص',
    copied: 'نُسخ',
    discard: 'تجاهل',
    refused: 'لم تُرسل:',
  },
  voice: {
    begin: 'تسجيل رسالة صوتية',
    end: 'إنهاء التسجيل',
    hint: 'تسجيل رسالة صوتية: اضغط باستمرار، أو اضغط مرة للبدء ومرة للإنهاء',
  },
  asFile: { attach: 'إرفاقه كملف', name: 'نص.txt' },
}
