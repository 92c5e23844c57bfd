import { limits } from '../../../protocol/limits.ts'
import { pluralIn } from '../plural.ts'
import type { en } from './en.ts'

const plural = pluralIn('ar')

export const ar: typeof en = {
  welcome: {
    sentence: 'مكان هادئ للحديث: غرف يحفظها خادمك أنت، بالترتيب الذي قيل به الكلام.',
    invited: 'سجّل الدخول أو أنشئ حسابًا، ثم تُنقل إلى الغرفة.',
    ended: 'تم تسجيل خروجك. ما كتبته محفوظ: سجّل الدخول للمتابعة.',
    logIn: 'تسجيل الدخول',
    logInLead: 'سعداء برؤيتك من جديد.',
    createAccount: 'إنشاء حساب',
    notOpen: {
      invite: 'يحتاج الحساب الجديد هنا إلى دعوة. اطلب رابطًا ممن لديه حساب.',
      closed: 'لا تُنشأ هنا حسابات جديدة.',
    },
    createAccountLead: 'جديد هنا؟ يكفي اسم وكلمة مرور.',
    username: 'اسم المستخدم',
    usernameHint: 'سيراه الآخرون.',
    password: 'كلمة المرور',
    passwordHint: plural(limits.password.min, {
      few: '# أحرف على الأقل؛ ويمكن أن تكون جملة.',
      other: '# حرفًا على الأقل؛ ويمكن أن تكون جملة.',
    }),
  },

  account: {
    label: 'أنت وهذه الصفحة',
    menu: 'حسابك',
    search: 'بحث',
    logOut: 'خروج',
    leaveTitle: 'أتخرج وتتخلى عمّا لم يُرسَل؟',
    leaveMessages: (count: number) =>
      plural(count, {
        zero: 'لا رسائل لم تُرسَل.',
        one: 'رسالة واحدة لم تُرسَل بعد.',
        two: 'رسالتان لم تُرسَلا بعد.',
        few: '# رسائل لم تُرسَل بعد.',
        many: '# رسالة لم تُرسَل بعد.',
        other: '# رسالة لم تُرسَل بعد.',
      }),
    leaveChanges: (count: number) =>
      plural(count, {
        zero: 'لا تعديلات لم تُحفظ.',
        one: 'تعديل واحد لم يُحفظ بعد.',
        two: 'تعديلان لم يُحفظا بعد.',
        few: '# تعديلات لم تُحفظ بعد.',
        many: '# تعديلًا لم يُحفظ بعد.',
        other: '# تعديل لم يُحفظ بعد.',
      }),
    leaveDrafts: (count: number) =>
      plural(count, {
        zero: 'لم تبدأ الكتابة في أي غرفة.',
        one: 'بدأت الكتابة في غرفة واحدة.',
        two: 'بدأت الكتابة في غرفتين.',
        few: 'بدأت الكتابة في # غرف.',
        many: 'بدأت الكتابة في # غرفة.',
        other: 'بدأت الكتابة في # غرفة.',
      }),
    leaveText: 'لا يُبقي الخروج شيئًا من ذلك في هذا المتصفح.',
    stay: 'البقاء مسجَّلًا',
    leaveConfirm: 'التخلي والخروج',
    loggedInAs: 'أنت مسجّل باسم',
  },

  preferences: {
    title: 'التفضيلات',
  },

  reset: {
    newPassword: 'كلمة المرور الجديدة',
    title: 'كلمة مرور جديدة',
    lead: 'يضبط هذا الرابط كلمة مرور جديدة لحسابك مرة واحدة، ويسجّل خروجك من كل مكان.',
    action: 'ضبط كلمة المرور',
    done: 'ضُبطت كلمة مرورك. سجّل الدخول بها الآن.',
  },
}
