import { createHash } from 'node:crypto'

/** What is said to people where there is no page: the request never reached one. */
export type PlainCode = 'misdirected' | 'headers_too_large' | 'bad_request' | 'request_timeout'

type Language = 'en' | 'de' | 'ar'
type Words = { title: string; text: string; setting?: string }

const words: Record<PlainCode, Record<Language, Words>> = {
  misdirected: {
    en: {
      title: 'Parlor is not served under this name',
      text: 'Check the address. If it is right, whoever runs this Parlor has to allow its name first.',
      setting: 'The setting for that:',
    },
    de: {
      title: 'Unter diesem Namen gibt es Parlor nicht',
      text: 'Bitte prüfe die Adresse. Wenn sie stimmt, muss, wer dieses Parlor betreibt, den Namen erst zulassen.',
      setting: 'Die Einstellung dafür:',
    },
    ar: {
      title: 'لا يعمل Parlor تحت هذا الاسم',
      text: 'تحقّق من العنوان. إن كان صحيحًا فعلى من يدير Parlor هذا أن يسمح بالاسم أولًا.',
      setting: 'الإعداد اللازم لذلك:',
    },
  },
  headers_too_large: {
    en: {
      title: 'Too many cookies',
      text: 'Your browser sent more than Parlor can take, mostly cookies of other programs on the same host. Delete the cookies of this site, then open it again and log in.',
    },
    de: {
      title: 'Zu viele Cookies',
      text: 'Dein Browser hat mehr geschickt, als Parlor annimmt, meist Cookies anderer Programme unter demselben Namen. Lösche die Cookies dieser Website, öffne sie dann neu und melde dich an.',
    },
    ar: {
      title: 'ملفات تعريف ارتباط كثيرة',
      text: 'أرسل متصفحك أكثر مما يقبله Parlor، وأغلبه ملفات تعريف ارتباط لبرامج أخرى على المضيف نفسه. احذف ملفات تعريف الارتباط لهذا الموقع، ثم افتحه من جديد وسجّل الدخول.',
    },
  },
  bad_request: {
    en: {
      title: 'That could not be read',
      text: 'The request did not arrive as a browser sends one. Please try again.',
    },
    de: {
      title: 'Das war nicht zu lesen',
      text: 'Die Anfrage kam nicht so an, wie ein Browser sie schickt. Bitte versuche es noch einmal.',
    },
    ar: {
      title: 'تعذّرت قراءة الطلب',
      text: 'لم يصل الطلب كما يرسله المتصفح. حاول مرة أخرى من فضلك.',
    },
  },
  request_timeout: {
    en: {
      title: 'That took too long',
      text: 'The request did not arrive in time. Please try again.',
    },
    de: {
      title: 'Das hat zu lange gedauert',
      text: 'Die Anfrage kam nicht rechtzeitig an. Bitte versuche es noch einmal.',
    },
    ar: {
      title: 'استغرق ذلك وقتًا طويلًا',
      text: 'لم يصل الطلب في الوقت المناسب. حاول مرة أخرى من فضلك.',
    },
  },
}

const style =
  'html{color-scheme:light dark;font:1.0625rem/1.5 system-ui,sans-serif}' +
  'main{max-inline-size:36rem;margin:15vh auto;padding:0 1.25rem}h1{font-size:1.5rem}code{font-size:1em}'
const styleHash = createHash('sha256').update(style).digest('base64')

/** The page needs nothing, and may do nothing. */
export const plainPageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'content-security-policy':
    `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; ` +
    "form-action 'none'; frame-ancestors 'none'",
}

/**
 * A page in words, complete in itself.
 * @param accepted the browser's `Accept-Language`
 * @param setting what whoever runs the server should set; nothing in it that HTML would take for its own
 */
export function plainPage(code: PlainCode, accepted = '', setting?: string): string {
  const language = languageOf(accepted)
  const { title, text, setting: lead } = words[code][language]
  const direction = language === 'ar' ? 'rtl' : 'ltr'
  const remedy = lead && setting ? `<p>${lead} <code dir="ltr">${setting}</code></p>` : ''
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${style}</style>
<main><h1>${title}</h1><p>${text}</p>${remedy}</main>
</html>
`
}

/** The first that there are words for. Browsers list them by preference. */
function languageOf(accepted: string): Language {
  const [found] = /(?<=^|,\s*)(en|de|ar)(?=[-,;]|$)/i.exec(accepted) ?? []
  switch (found?.toLowerCase()) {
    case 'de':
      return 'de'
    case 'ar':
      return 'ar'
    default:
      return 'en'
  }
}
