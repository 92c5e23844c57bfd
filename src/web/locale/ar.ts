import { limits } from '../../protocol/limits.ts'
import type { ProblemCode } from '../../protocol/problems.ts'
import type { FieldSentence, Texts } from './en.ts'
import { pluralIn } from './plural.ts'

const plural = pluralIn('ar')

export const ar: Texts = {
  product: 'Parlor',
  skip: 'انتقل إلى المحتوى',
  close: 'إغلاق',
  cancel: 'إلغاء',

  welcome: {
    sentence: 'مكان هادئ للحديث: غرف يحفظها خادمك أنت، بالترتيب الذي قيل به الكلام.',
    invited: 'سجّل الدخول أو أنشئ حسابًا، ثم تُنقل إلى الغرفة.',
    ended: 'تم تسجيل خروجك. ما كتبته محفوظ: سجّل الدخول للمتابعة.',
    logIn: 'تسجيل الدخول',
    logInLead: 'سعداء برؤيتك من جديد.',
    createAccount: 'إنشاء حساب',
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

  rooms: {
    title: 'الغرف',
    none: 'لا توجد غرف بعد',
    noneHint: 'أنشئ الغرفة الأولى: سيراها الآخرون هنا خلال ثانية.',
    noneFound: 'لا توجد غرفة بهذا الاسم.',
    name: 'اسم الغرفة',
    create: 'إنشاء غرفة',
    createLead: 'افتح غرفة جديدة',
    filter: 'ابحث عن غرفة',
    sort: 'الترتيب حسب',
    sortActivity: 'آخر رسالة',
    sortName: 'الاسم',
    sortPeople: 'عدد الحاضرين',
    join: 'دخول',
    delete: 'حذف',
    leave: 'مغادرة',
    here: 'أنت في هذه الغرفة',
    by: (name) => `أنشأها ${name}`,
    people: (count) =>
      plural(count, {
        zero: 'لا أحد في الغرفة',
        one: 'شخص واحد في الغرفة',
        two: 'شخصان في الغرفة',
        few: '# أشخاص في الغرفة',
        many: '# شخصًا في الغرفة',
        other: '# شخص في الغرفة',
      }),
    unread: (count) => plural(count, { other: '# غير مقروءة' }),
    quiet: 'لم يُقل شيء بعد',
    lastPost: (when) => `آخر رسالة ${when}`,
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
    deleted: (name, by) =>
      by === undefined ? `حُذفت الغرفة «${name}».` : `حذف ⁨${by}⁩ الغرفة «${name}».`,
    deletedByYou: (name) => `حذفتَ الغرفة «${name}».`,
    unsent: 'لم تُرسل',
    unsentHint: 'تعذّر إرسال هذه الرسائل. انسخ ما تريد الاحتفاظ به.',
  },

  room: {
    entering: 'جارٍ دخول الغرفة…',
    leave: 'مغادرة الغرفة',
    leaveFailed: 'لم يصل الطلب إلى الخادم؛ ما زلت في الغرفة. حاول مرة أخرى.',
    log: 'الرسائل',
    empty: 'لم يُقل شيء هنا بعد.',
    emptyHint: 'اكتب الرسالة الأولى في الأسفل.',
    beginning: 'هنا تبدأ الغرفة.',
    loadingOlder: 'جارٍ تحميل الرسائل الأقدم…',
    olderFailed: 'تعذّر تحميل الرسائل الأقدم.',
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
    removed: 'حُذفت هذه الرسالة.',
    missingTitle: 'لا توجد غرفة كهذه',
    missing: 'ربما حُذفت، أو أن الرابط غير كامل.',
    moved: (room) => `نقلتك نافذة أخرى لك إلى «${room}».`,
    movedOut: 'غادرت نافذة أخرى لك هذه الغرفة.',
    movedHint: 'يمكنك أن تكون في غرفة واحدة في كل مرة. ما كنت تكتبه هنا محفوظ.',
    someRoom: 'غرفة',
    fromElsewhere: 'قادك إلى هنا رابط من خارج Parlor.',
    entersFrom: (room) => `أنت في «${room}» وستغادرها إن دخلت.`,
    enter: 'دخول الغرفة',
    comeBack: 'عُد إلى هنا',
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

  preferences: {
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
    password: 'كلمة مرورك',
    currentPassword: 'كلمة المرور الحالية',
    newPassword: 'كلمة المرور الجديدة',
    changePassword: 'تغيير كلمة المرور',
    passwordChanged: 'تغيّرت كلمة مرورك. تم تسجيل خروجك من كل مكان آخر.',
    help: 'اختصارات لوحة المفاتيح',
  },

  reset: {
    title: 'كلمة مرور جديدة',
    lead: 'يضبط هذا الرابط كلمة مرور جديدة لحسابك مرة واحدة، ويسجّل خروجك من كل مكان.',
    action: 'ضبط كلمة المرور',
    done: 'ضُبطت كلمة مرورك. سجّل الدخول بها الآن.',
  },

  help: {
    title: 'لوحة المفاتيح',
    keys: [
      ['Enter', 'إرسال الرسالة'],
      ['Shift+Enter', 'بدء سطر جديد'],
      [':', 'بدء رمز تعبيري، مثل \u2066:tea:\u2069'],
      ['/', 'إلى حقل الرسالة أو البحث عن غرفة'],
      ['Escape', 'إغلاق ما هو مفتوح؛ الانتقال إلى أحدث رسالة'],
      ['↑ ↓', 'في السجل: من رسالة إلى رسالة'],
      ['Home', 'في السجل: إلى أقدم رسالة محمّلة'],
      ['End', 'في السجل: إلى أحدث رسالة'],
      ['?', 'عرض هذه القائمة'],
    ],
  },

  notFound: {
    title: 'لا يوجد شيء هنا',
    text: 'ربما كُتب العنوان خطأً، أو لم يعد ما يشير إليه موجودًا.',
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
      quota_exceeded: 'لديك أكبر عدد مسموح به من الغرف. احذف غرفة لم تعد هناك حاجة إليها.',
      not_in_room: 'أنت لست في هذه الغرفة.',
      key_reused: 'هذا المفتاح مستخدم لرسالة أخرى.',
      room_deleted: 'حُذفت الغرفة.',
      reset_invalid: 'استُخدم هذا الرابط أو سُحب أو انتهت صلاحيته. اطلب رابطًا جديدًا.',
      not_author: 'لا يستطيع ذلك إلا من كتب الرسالة.',
      message_not_found: 'لا توجد رسالة كهذه.',
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
      wrong_password: 'هذه ليست كلمة مرورك.',
      too_common: 'هذه من أكثر كلمات المرور شيوعًا. اختر غيرها.',
    } satisfies Record<FieldSentence, string>,
  },
}
