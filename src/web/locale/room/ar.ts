import { pluralIn } from '../plural.ts'
import type { en } from './en.ts'

const plural = pluralIn('ar')

export const ar: typeof en = {
  room: {
    entering: 'جارٍ دخول الغرفة…',
    leave: 'مغادرة الغرفة',
    invite: 'دعوة أشخاص',
    ofBlocked: 'حظرتَ من كتب هذا.',
    showBlocked: 'إظهار',
    deletedPerson: 'شخص محذوف',
    leaveFailed: 'لم يصل الطلب إلى الخادم؛ ما زلت في الغرفة. حاول مرة أخرى.',
    log: 'الرسائل',
    empty: 'لم يُقل شيء هنا بعد.',
    emptyHint: 'اكتب الرسالة الأولى في الأسفل.',
    beginning: 'هنا تبدأ الغرفة.',
    newSince: 'جديد منذ زيارتك الأخيرة',
    newMessages: (count) =>
      plural(count, {
        one: 'رسالة جديدة',
        two: 'رسالتان جديدتان',
        few: '# رسائل جديدة',
        many: '# رسالة جديدة',
        other: '# رسالة جديدة',
      }),
    unreadAbove: (count) =>
      plural(count, {
        one: 'رسالة جديدة في الأعلى',
        two: 'رسالتان جديدتان في الأعلى',
        few: '# رسائل جديدة في الأعلى',
        other: '# رسالة جديدة في الأعلى',
      }),
    toNewest: 'إلى أحدث رسالة',
    nameAndTime: (name, time) => `${name}، ${time}`,
    said: (name, text) => `${name}: ${text}`,
    removedOf: (name) => `حُذفت رسالة من ${name}.`,
    saved: 'حُفظت.',
    editedBy: (name, text) => `عدّل ${name}: ${text}`,
    settings: 'إعدادات الغرفة',
    members: 'الأعضاء',
    files: 'الملفات',
    people: 'الحاضرون',
    peopleInside: (count) =>
      plural(count, {
        zero: 'لا أحد',
        one: 'شخص واحد',
        two: 'شخصان',
        few: '# أشخاص',
        many: '# شخصًا',
        other: '# شخص',
      }),
    here: 'هنا',
    away: 'بعيدون',
    you: 'أنت',
    showAll: 'عرض الكل',
    showLess: 'عرض أقل',
    edited: 'مُعدَّلة',
    toRooms: 'إلى الغرف',
  },

  composer: {
    message: 'الرسالة',
    placeholder: (room) => `اكتب في ${room}`,
    send: 'إرسال',
    hint: 'Enter للإرسال، وShift+Enter لسطر جديد',
    left: (count) =>
      plural(count, {
        zero: 'لم يبقَ أي حرف',
        one: 'بقي حرف واحد',
        two: 'بقي حرفان',
        few: 'بقيت # أحرف',
        many: 'بقي # حرفًا',
        other: 'بقي # حرف',
      }),
    over: (count) =>
      plural(count, {
        one: 'حرف واحد زائد',
        two: 'حرفان زائدان',
        few: '# أحرف زائدة',
        many: '# حرفًا زائدًا',
        other: '# حرف زائد',
      }),
    emoji: 'رموز تعبيرية',
    attach: 'إرفاق ملفات',
  },
}
