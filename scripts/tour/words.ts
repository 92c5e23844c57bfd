import { ar as adminAr } from '../../src/web/locale/admin/ar.ts'
import { de as adminDe } from '../../src/web/locale/admin/de.ts'
import { en as adminEn } from '../../src/web/locale/admin/en.ts'
import { ar } from '../../src/web/locale/ar.ts'
import { de } from '../../src/web/locale/de.ts'
import { en } from '../../src/web/locale/en.ts'
import { ar as filesAr } from '../../src/web/locale/files/ar.ts'
import { de as filesDe } from '../../src/web/locale/files/de.ts'
import { en as filesEn } from '../../src/web/locale/files/en.ts'
import { ar as instanceAr } from '../../src/web/locale/instance/ar.ts'
import { de as instanceDe } from '../../src/web/locale/instance/de.ts'
import { en as instanceEn } from '../../src/web/locale/instance/en.ts'
import { ar as membersAr } from '../../src/web/locale/members/ar.ts'
import { de as membersDe } from '../../src/web/locale/members/de.ts'
import { en as membersEn } from '../../src/web/locale/members/en.ts'
import { ar as messageAr } from '../../src/web/locale/message/ar.ts'
import { de as messageDe } from '../../src/web/locale/message/de.ts'
import { en as messageEn } from '../../src/web/locale/message/en.ts'
import { ar as preferencesAr } from '../../src/web/locale/preferences/ar.ts'
import { de as preferencesDe } from '../../src/web/locale/preferences/de.ts'
import { en as preferencesEn } from '../../src/web/locale/preferences/en.ts'
import { ar as talkAr } from '../../src/web/locale/talk/ar.ts'
import { de as talkDe } from '../../src/web/locale/talk/de.ts'
import { en as talkEn } from '../../src/web/locale/talk/en.ts'

export type Words = typeof words.en

/** What is written on what one uses, and how one looks for a heart. */
export const words = {
  en: {
    ...en,
    admin: adminEn,
    files: filesEn,
    instance: instanceEn,
    members: membersEn,
    message: messageEn,
    preferences: preferencesEn,
    talk: talkEn,
    heart: 'heart',
  },
  de: {
    ...de,
    admin: adminDe,
    files: filesDe,
    instance: instanceDe,
    members: membersDe,
    message: messageDe,
    preferences: preferencesDe,
    talk: talkDe,
    heart: 'Herz',
  },
  ar: {
    ...ar,
    admin: adminAr,
    files: filesAr,
    instance: instanceAr,
    members: membersAr,
    message: messageAr,
    preferences: preferencesAr,
    talk: talkAr,
    heart: 'قلب',
  },
}
