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
    loggedInAs: 'أنت مسجّل باسم',
  },

  preferences: {
    title: 'التفضيلات',
  },
}
