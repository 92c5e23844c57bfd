import { pluralIn } from '../plural.ts'
import type { en } from './en.ts'

const plural = pluralIn('ar')

export const ar: typeof en = {
  settings: 'إعدادات الغرفة',
  name: 'اسم الغرفة',
  topic: 'الموضوع',
  topicHint: 'سطر واحد عن موضوع الغرفة. اتركه فارغًا إن لم يكن لها موضوع.',
  save: 'حفظ',
  saved: 'حُفظ.',
  kind: 'من يرى الغرفة',
  open: 'الجميع هنا',
  private: 'الأعضاء فقط',
  openMeans: 'كل من لديه حساب يجد الغرفة ويقرأ كل ما فيها ويمكنه الدخول.',
  privateMeans:
    'لا يرى الغرفة واسمها إلا أعضاؤها، ويدخل الآخرون بدعوة. ومن كان عضوًا الآن يبقى عضوًا.',
  turnsOpen: 'عندئذٍ يمكن لكل من لديه حساب أن يقرأ كل ما قيل فيها.',
  turnsPrivate: 'تختفي من هذه اللحظة عن كل من ليس عضوًا فيها.',
  slow: 'الوضع البطيء',
  slowOff: 'متوقف',
  seconds: (count) =>
    plural(count, {
      one: 'رسالة كل ثانية',
      two: 'رسالة كل ثانيتين',
      few: 'رسالة كل # ثوانٍ',
      other: 'رسالة كل # ثانية',
    }),
  minutes: (count) =>
    plural(count, {
      one: 'رسالة كل دقيقة',
      two: 'رسالة كل دقيقتين',
      few: 'رسالة كل # دقائق',
      other: 'رسالة كل # دقيقة',
    }),
  handOver: 'تسليم الغرفة إلى',
  handOverTo: 'لا أحد',
  handOverHint: 'تصير الغرفة له من تلك اللحظة، وتبقى أنت مشرفًا.',
  archive: 'أرشفة الغرفة',
  archiveHint: 'تبقى للقراءة والبحث، ولا يكتب فيها أحد.',
  unarchive: 'فتحها للكتابة من جديد',
  delete: 'حذف الغرفة…',
  members: 'الأعضاء',
  membersOf: (room) => `أعضاء «${room}»`,
  count: (count) =>
    plural(count, {
      one: 'عضو واحد',
      two: 'عضوان',
      few: '# أعضاء',
      many: '# عضوًا',
      other: '# عضو',
    }),
  roles: { owner: 'صاحب الغرفة', moderator: 'مشرف', member: 'عضو' },
  mutedUntil: (time) => `لا يمكنه الكتابة حتى ${time}`,
  write: (name) => `مراسلة ${name}`,
  makeModerator: 'جعله مشرفًا',
  makeMember: 'جعله عضوًا عاديًا',
  mute: 'كتم لمدة ساعة',
  unmute: 'السماح بالكتابة',
  remove: 'إخراج من الغرفة',
  ban: 'حظر من الغرفة',
  banReason: 'السبب (يقرؤه المشرفون)',
  banned: 'المحظورون',
  lift: (name) => `رفع الحظر عن ${name}`,
  leaveTitle: (room) => `مغادرة «${room}» نهائيًا؟`,
  leaveOpen: 'تختفي من غرفك، ويمكنك العودة متى شئت.',
  leavePrivate: 'لن تراها بعد ذلك، ولا تعود إليها إلا بدعوة.',
  leave: 'مغادرة نهائية',
  deleteTitle: (name) => `حذف «${name}»؟`,
  deleteText: (messages) =>
    plural(messages, {
      zero: 'لا رسائل فيها. سيُبلَّغ كل من في الغرفة.',
      one: 'ستُحذف معها رسالة واحدة نهائيًا. سيُبلَّغ كل من في الغرفة.',
      two: 'ستُحذف معها رسالتان نهائيًا. سيُبلَّغ كل من في الغرفة.',
      few: 'ستُحذف معها # رسائل نهائيًا. سيُبلَّغ كل من في الغرفة.',
      many: 'ستُحذف معها # رسالة نهائيًا. سيُبلَّغ كل من في الغرفة.',
      other: 'ستُحذف معها # رسالة نهائيًا. سيُبلَّغ كل من في الغرفة.',
    }),
  deleteConfirm: 'حذف الغرفة',
}
