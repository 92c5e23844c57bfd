import { pluralIn } from '../plural.ts'
import type { en } from './en.ts'

const plural = pluralIn('ar')

export const ar: typeof en = {
  actions: {
    toolbar: 'إجراءات الرسالة',
    react: 'تفاعل',
    reply: 'رد',
    pin: 'تثبيت',
    unpin: 'إلغاء التثبيت',
    more: 'إجراءات أخرى',
    edit: 'تعديل',
    copyText: 'نسخ النص',
    copyCode: 'نسخ الشيفرة',
    copyLink: 'نسخ الرابط',
    markUnread: 'وضع علامة غير مقروء من هنا',
    report: 'إبلاغ',
    block: 'حظر الكاتب',
    blocked: 'حُظر',
    notCopied: 'لم يُنسخ: المتصفح لا يسمح بذلك',
    delete: 'حذف الرسالة',
  },

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

  fetching: {
    newer: { loading: 'جارٍ تحميل رسائل أحدث…', failed: 'تعذّر تحميل الرسائل الأحدث.' },
    place: { loading: 'جارٍ الانتقال إلى الرسالة…', failed: 'تعذّر تحميل الرسالة.' },
  },

  reactions: {
    label: 'التفاعلات',
    add: 'إضافة تفاعل',
    addOne: (emoji) => `تفاعل بـ ${emoji}`,
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

  changes: {
    field: 'تعديل الرسالة',
    save: 'حفظ',
    again: 'التعديل من جديد',
    emptied: 'لا شيء يُحفظ بلا نص. لإزالة الرسالة احذفها.',
    isGone: 'حُذفت الرسالة في هذه الأثناء. ما كتبته ما زال هنا ويمكن نسخه.',
    meanwhile: 'صار نصها في هذه الأثناء:',
    editWaits: 'في انتظار الحفظ',
    deletionWaits: 'في انتظار الحذف',
    editRefused: 'لم يُحفظ:',
    deletionRefused: 'لم تُحذف:',
    deleteTitle: 'أتحذف هذه الرسالة؟',
    deleteText: 'تختفي عند الجميع مع كل نصوصها السابقة، ولا يمكن استرجاعها.',
    deleteConfirm: 'حذف',
    versionsTitle: 'ما كان مكتوبًا',
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
