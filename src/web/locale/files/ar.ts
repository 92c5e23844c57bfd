import type { en } from './en.ts'

export const ar: typeof en = {
  attached: 'الملفات المرفقة',
  remove: (name) => `إزالة ${name}`,
  retry: 'حاول مرة أخرى',
  altFor: (name) => `نص بديل لـ ${name}`,
  altHint: 'ما الذي يظهر فيها، لمن لا يستطيع رؤيتها',
  uploading: (percent) => `جارٍ الرفع، ${percent}`,
  waits: 'في انتظار الاتصال',
  ready: 'جاهز',
  tooMuch: 'لا مكان لمزيد من ملفاتك. احذف رسائل فيها ملفات لم تعد هناك حاجة إليها.',
  tooLarge: 'هذا الملف كبير جدًا.',
  viewer: 'الصور',
  previous: 'السابقة',
  next: 'التالية',
  zoomIn: 'الحجم الأصلي',
  zoomOut: 'ملاءمة النافذة',
  download: 'تنزيل',
  close: 'إغلاق',
  place: (at, of) => `${at} من ${of}`,
}
