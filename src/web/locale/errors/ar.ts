import type { ProblemCode } from '../../../protocol/problems.ts'
import { pluralIn } from '../plural.ts'
import type { en, FieldSentence } from './en.ts'

const plural = pluralIn('ar')

export const ar: typeof en = {
  errors: {
    required: 'يُرجى ملء هذا الحقل.',
    tooShort: (min) =>
      plural(min, {
        two: 'استخدم حرفين على الأقل.',
        few: 'استخدم # أحرف على الأقل.',
        other: 'استخدم # حرفًا على الأقل.',
      }),
    tooLong: (max) =>
      plural(max, { few: 'استخدم # أحرف على الأكثر.', other: 'استخدم # حرفًا على الأكثر.' }),
    unreachable: 'تعذّر الوصول إلى الخادم. حاول مرة أخرى بعد لحظة.',
    bannedUntil: (time) => `لقد حُظرت حتى ${time}.`,
    mutedUntil: (time) => `يمكنك القراءة هنا، لا الكتابة حتى ${time}.`,
    waitSeconds: (seconds) =>
      plural(seconds, {
        one: 'محاولات كثيرة. حاول مرة أخرى بعد ثانية.',
        two: 'محاولات كثيرة. حاول مرة أخرى بعد ثانيتين.',
        few: 'محاولات كثيرة. حاول مرة أخرى بعد # ثوانٍ.',
        other: 'محاولات كثيرة. حاول مرة أخرى بعد # ثانية.',
      }),
    byCode: {
      not_logged_in: 'يُرجى تسجيل الدخول أولًا.',
      invalid_credentials: 'اسم المستخدم وكلمة المرور غير متطابقين.',
      not_room_owner: 'لا يحذف الغرفة إلا من أنشأها.',
      bad_request: 'تعذّرت قراءة الطلب.',
      request_timeout: 'لم يصل الطلب في الوقت المناسب.',
      misdirected: 'لا يعمل Parlor تحت هذا الاسم.',
      headers_too_large:
        'أرسل المتصفح ملفات تعريف ارتباط كثيرة لبرامج أخرى على هذا المضيف. احذفها من فضلك.',
      cross_site:
        'جاء هذا الطلب من موقع آخر فرُفض. إن كانت هذه صفحة Parlor نفسها فخادم الويب أمامه لا يمرّر اسم المضيف.',
      not_found: 'لا يوجد شيء في هذا العنوان.',
      room_not_found: 'لا توجد غرفة كهذه.',
      username_taken: 'هذا الاسم مستخدم، أو يشبه اسمًا آخر كثيرًا.',
      room_name_taken: 'توجد غرفة بهذا الاسم.',
      quota_exceeded: 'هذا أقصى ما يُسمح به. احذف شيئًا لم تعد هناك حاجة إليه.',
      muted: 'يمكنك القراءة هنا الآن، لا الكتابة.',
      person_not_found: 'لا يوجد شخص كهذا.',
      room_archived: 'الغرفة مؤرشفة: يمكن قراءتها فقط.',
      not_in_room: 'أنت لست في هذه الغرفة.',
      key_reused: 'هذا المفتاح مستخدم لرسالة أخرى.',
      room_deleted: 'حُذفت الغرفة.',
      reset_invalid: 'استُخدم هذا الرابط أو سُحب أو انتهت صلاحيته. اطلب رابطًا جديدًا.',
      banned: 'لقد حُظرت.',
      not_allowed: 'لا يحق لك ذلك.',
      registration_closed: 'لا يمكن إنشاء حساب هنا دون دعوة.',
      invite_invalid: 'استُنفدت هذه الدعوة أو سُحبت أو انتهت صلاحيتها. اطلب دعوة جديدة.',
      not_author: 'لا يستطيع ذلك إلا من كتب الرسالة.',
      message_not_found: 'لا توجد رسالة كهذه.',
      file_not_found: 'لا يوجد ملف كهذا.',
      upload_conflict: 'وصل رفع الملف إلى موضع آخر؛ حاول مرة أخرى.',
      range_not_satisfiable: 'لا يوجد هذا الجزء من الملف.',
      message_changed: 'تغيّر نص الرسالة في هذه الأثناء.',
      message_deleted: 'حُذفت الرسالة.',
      too_large: 'هذا كبير جدًا.',
      invalid_input: 'هناك ما يحتاج إلى تصحيح.',
      too_many_requests: 'محاولات كثيرة. انتظر قليلًا من فضلك.',
      internal_error: 'حدث خطأ في الخادم.',
      unavailable: 'لا يصل Parlor إلى بياناته الآن. حاول مرة أخرى قريبًا.',
      cursor_unknown: 'تغيّر سجلّ الغرفة؛ افتحها من جديد.',
      unsupported_media_type: 'لا يستطيع الخادم قراءة هذا.',
    } satisfies Record<ProblemCode, string>,
    byField: {
      too_small: 'هذا العدد صغير جدًا.',
      too_large: 'هذا العدد كبير جدًا.',
      wrong_form: 'لا يمكن قبول هذا بهذه الصيغة.',
      unusual_signs: 'استخدم حروفًا وأرقامًا؛ والمسافات والنقاط والشرطات بينها فقط.',
      unseen_signs: 'يحتوي على رموز لا تُرى.',
      too_many_accents: 'هذه علامات كثيرة على حرف واحد.',
      too_simple: 'هذه سهلة التخمين. اختر غيرها.',
      empty_file: 'هذا الملف فارغ.',
      unreadable: 'لا يمكن قراءة هذا: إنه مجلد، أو نُقل أو غُيّر منذ ذلك الحين. أرفق الملف من جديد.',
      broken_picture: 'هذه الصورة تالفة ولا يمكن عرضها.',
      too_many_pixels: 'في هذه الصورة نقاط كثيرة جدًا. صغّرها من فضلك.',
      no_member: 'هذا الشخص ليس من أعضاء الغرفة.',
      wrong_password: 'هذه ليست كلمة مرورك.',
      too_common: 'هذه من أكثر كلمات المرور شيوعًا. اختر غيرها.',
    } satisfies Record<FieldSentence, string>,
  },
}
