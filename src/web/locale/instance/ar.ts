import { pluralIn } from '../plural.ts'
import type { en } from './en.ts'

const plural = pluralIn('ar')

export const ar: typeof en = {
  unsent: {
    title: 'لم تُرسل',
    hint: 'تعذّر إرسال هذه الرسائل. انسخ ما تريد الاحتفاظ به.',
  },

  notFound: {
    title: 'لا يوجد شيء هنا',
    text: 'ربما كُتب العنوان خطأً، أو لم يعد ما يشير إليه موجودًا.',
  },

  invited: (name) => `دعوة من ${name}`,
  toRoom: (room, place) => `إلى غرفة «${room}» في ${place}.`,
  toPlace: (place) => `إلى ${place}.`,
  newHere: 'يكفي اسم وكلمة مرور.',
  knownHere: 'إن كان لك حساب هنا فسجّل الدخول به لتصل مباشرة.',
  accept: 'قبول الدعوة',
  invalidTitle: 'لم تعد هذه الدعوة صالحة',
  invalid: 'استُنفدت أو سُحبت أو انتهت مدتها. اطلب دعوة جديدة.',
  toRooms: 'إلى الغرف',

  title: 'دعوة أشخاص',
  lead: 'كل من لديه هذا الرابط يدخل به.',
  link: 'رابط الدعوة',
  copy: 'نسخ الرابط',
  copied: 'نُسخ',
  notCopied: 'النسخ غير مسموح هنا: حدّد الرابط وانسخه.',
  share: 'مشاركة',
  qr: 'الرابط كرمز QR',
  goodFor: 'مدة الصلاحية',
  hour: 'ساعة',
  day: 'يوم',
  week: 'أسبوع',
  month: 'شهر',
  uses: 'كم شخصًا يدخل به',
  anyNumber: 'بلا حد',
  people: (count) =>
    plural(count, {
      zero: 'لا أحد',
      one: 'شخص واحد',
      two: 'شخصان',
      few: '# أشخاص',
      many: '# شخصًا',
      other: '# شخص',
    }),
  given: 'الروابط المعطاة',
  by: (name) => `من ${name}`,
  until: (time) => `صالح حتى ${time}`,
  over: (time) => `انتهى ${time}`,
  left: (count) =>
    plural(count, {
      zero: 'لم يبقَ مكان',
      one: 'بقي مكان واحد',
      two: 'بقي مكانان',
      few: 'بقيت # أماكن',
      many: 'بقي # مكانًا',
      other: 'بقي # مكان',
    }),
  cameBy: (names) => `دخل به: ${names}`,
  nobodyYet: 'لم يدخل به أحد بعد',
  withdraw: 'سحب',

  ask: 'من يحق له إنشاء حساب هنا؟',
  askLead: 'هذا المكان لك: أنت من أنشأ أول حساب فيه. يمكنك تغيير ذلك في أي وقت.',
  open: 'الجميع',
  openHint: 'كل من يجد هذا العنوان يستطيع إنشاء حساب وقراءة كل غرفة مفتوحة والكتابة فيها.',
  byInvitation: 'بدعوة',
  byInvitationHint: 'يلزم رابط، ويستطيع كل من لديه حساب أن يعطي رابطًا.',
  closed: 'لا أحد',
  closedHint: 'لا تُنشأ حسابات جديدة، برابط أو بدونه.',
  save: 'حفظ',

  reportTitle: 'الإبلاغ عن هذه الرسالة',
  reportLead: 'يراها من يعتني بهذا المكان، مع ما حولها.',
  reason: 'ما المشكلة فيها؟',
  report: 'إبلاغ',
  reported: 'شكرًا. سيُنظر فيها.',

  data: 'بياناتك',
  exportData: 'حفظ كل ما يُحتفظ به عنك',
  exportText: 'الحفظ من دون الملفات',
  exportHint: 'أرشيف ZIP: حسابك وغرفك وكل ما كتبته بصيغة JSON، والملفات التي أرسلتها.',
  blocked: 'أشخاص حظرتهم',
  unblock: (name) => `إلغاء حظر ${name}`,
  administration: 'العناية بهذا المكان',
  deleteAccount: 'حذف الحساب',
  deleteTitle: 'أتريد حذف حسابك؟',
  deleteLead:
    'يزول اسمك وكلمة مرورك وأجهزتك فورًا وإلى الأبد. وتنتقل الغرف التي لك وحدك إلى أقدم من فيها.',
  wrote: 'ما كتبته',
  keep: 'يبقى باسم شخص محذوف',
  erase: 'يُحذف أيضًا',
  password: 'كلمة مرورك',
  deleteForGood: 'حذف نهائي',
}
