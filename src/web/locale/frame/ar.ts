import { pluralIn } from '../plural.ts'
import type { en } from './en.ts'

const plural = pluralIn('ar')

export const ar: typeof en = {
  product: 'Parlor',
  skip: 'انتقل إلى المحتوى',
  close: 'إغلاق',
  cancel: 'إلغاء',

  connection: {
    lost: (since) => `لا يوجد اتصال منذ ${since}.`,
    nextTry: (seconds) =>
      plural(seconds, {
        one: 'المحاولة التالية بعد ثانية.',
        two: 'المحاولة التالية بعد ثانيتين.',
        few: 'المحاولة التالية بعد # ثوانٍ.',
        many: 'المحاولة التالية بعد # ثانية.',
        other: 'المحاولة التالية بعد # ثانية.',
      }),
    trying: 'جارٍ المحاولة…',
    tryNow: 'حاول الآن',
    offlineTitle: 'تعذّر الوصول إلى الخادم',
    offline: 'قد تكون غير متصل. سيتابع Parlor تلقائيًا فور عودة الاتصال.',
  },

  missing: {
    words: (language: string) => `تعذّر تحميل كلمات ${language}، وستبقى الصفحة على حالها حتى تصل.`,
    part: 'تعذّر تحميل هذا الجزء من الصفحة.',
    updated: 'جرى تحديث Parlor. ستُعاد تحميل هذه الصفحة تلقائيًا حين لا يضيع بذلك شيء.',
    reload: 'أعد التحميل',
    cookies:
      'يحظر متصفحك ملفات تعريف الارتباط لهذا الموقع، وبواحد منها يعرفك Parlor. اسمح بها من إعدادات المتصفح أو من العلامة بجانب العنوان، ثم أعد تحميل الصفحة.',
    earlier: (when: string) => `لا اتصال بالخادم: هكذا كان الحال في ${when}. وسيُتابَع تلقائيًا.`,
    storage:
      'لا يحفظ متصفحك شيئًا لهذا الموقع: ما لم يُرسَل بعد يضيع عند إغلاق الصفحة أو إعادة تحميلها. اسمح لهذا الموقع بتخزين البيانات ليبقى محفوظًا.',
  },

  broken: {
    title: 'حدث عطل',
    text: 'وقع خطأ في الصفحة نفسها. ما كتبته محفوظ.',
    again: 'عرض الصفحة من جديد',
  },

  attention: {
    unreadTitle: (count, title) => `(${count}) ${title}`,
    notification: (name, room) => `${name} في ${room}`,
  },
}
