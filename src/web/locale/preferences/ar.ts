import { pluralIn } from '../plural.ts'
import type { en } from './en.ts'

const plural = pluralIn('ar')

export const ar: typeof en = {
  title: 'التفضيلات',
  language: 'اللغة',
  theme: 'الألوان',
  themeSystem: 'مثل الجهاز',
  themeLight: 'فاتح',
  themeDark: 'داكن',
  attention: 'الرسائل الجديدة',
  sound: 'تشغيل صوت عند وصول رسائل جديدة',
  notifications: 'عرض إشعارات للرسائل الجديدة',
  notificationsBlocked: 'متصفحك لا يسمح بالإشعارات لهذا الموقع.',
  onlyAway: 'فقط حين لا تكون هذه الصفحة في الواجهة.',
  sessions: 'الأماكن التي سجلت الدخول منها',
  thisSession: 'هذا المتصفح',
  loggedIn: (ago: string) => `تسجيل الدخول ${ago}`,
  unknownDevice: 'جهاز غير معروف',
  endSession: 'تسجيل الخروج هناك',
  sessionsFailed: 'لم يصل ذلك إلى الخادم. حاول مرة أخرى من فضلك.',
  lastUsed: (ago: string) => `آخر استخدام ${ago}`,
  newDevice: 'جهاز جديد',
  endOtherSessions: 'تسجيل الخروج من كل مكان آخر',
  name: 'اسمك',
  newName: 'اسم المستخدم الجديد',
  nameHint: (name: string) => `اسمك الآن ${name}. لن يأخذه أحد غيرك حتى تغيّر اسمك مرة أخرى.`,
  changeName: 'تغيير اسم المستخدم',
  nameChanged: (name: string) => `أصبح اسمك ${name}.`,
  password: 'كلمة مرورك',
  currentPassword: 'كلمة المرور الحالية',
  newPassword: 'كلمة المرور الجديدة',
  changePassword: 'تغيير كلمة المرور',
  passwordChanged: 'تغيّرت كلمة مرورك. تم تسجيل خروجك من كل مكان آخر.',
  help: 'اختصارات لوحة المفاتيح',
  leave: {
    title: 'أتخرج وتتخلى عمّا لم يُرسَل؟',
    messages: (count: number) =>
      plural(count, {
        zero: 'لا رسائل لم تُرسَل.',
        one: 'رسالة واحدة لم تُرسَل بعد.',
        two: 'رسالتان لم تُرسَلا بعد.',
        few: '# رسائل لم تُرسَل بعد.',
        many: '# رسالة لم تُرسَل بعد.',
        other: '# رسالة لم تُرسَل بعد.',
      }),
    changes: (count: number) =>
      plural(count, {
        zero: 'لا تعديلات لم تُحفظ.',
        one: 'تعديل واحد لم يُحفظ بعد.',
        two: 'تعديلان لم يُحفظا بعد.',
        few: '# تعديلات لم تُحفظ بعد.',
        many: '# تعديلًا لم يُحفظ بعد.',
        other: '# تعديل لم يُحفظ بعد.',
      }),
    drafts: (count: number) =>
      plural(count, {
        zero: 'لم تبدأ الكتابة في أي غرفة.',
        one: 'بدأت الكتابة في غرفة واحدة.',
        two: 'بدأت الكتابة في غرفتين.',
        few: 'بدأت الكتابة في # غرف.',
        many: 'بدأت الكتابة في # غرفة.',
        other: 'بدأت الكتابة في # غرفة.',
      }),
    text: 'لا يُبقي الخروج شيئًا من ذلك في هذا المتصفح.',
    stay: 'البقاء مسجَّلًا',
    confirm: 'التخلي والخروج',
  },
  reset: {
    newPassword: 'كلمة المرور الجديدة',
    title: 'كلمة مرور جديدة',
    lead: 'يضبط هذا الرابط كلمة مرور جديدة لحسابك مرة واحدة، ويسجّل خروجك من كل مكان.',
    action: 'ضبط كلمة المرور',
    done: 'ضُبطت كلمة مرورك. سجّل الدخول بها الآن.',
  },
}
