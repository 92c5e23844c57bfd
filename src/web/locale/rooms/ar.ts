import { pluralIn } from '../plural.ts'
import type { en } from './en.ts'

const plural = pluralIn('ar')

export const ar: typeof en = {
  rooms: {
    title: 'الغرف',
    mine: 'غرفك',
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
    options: 'خيارات',
    inside: 'أنت فيها',
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
    private: 'غرفة خاصة',
    deleted: (name, by) =>
      by === undefined ? `حُذفت الغرفة «${name}».` : `حذف ⁨${by}⁩ الغرفة «${name}».`,
    deletedByYou: (name) => `حذفتَ الغرفة «${name}».`,
    removed: (name) => `أُخرجت من «${name}».`,
    banned: (name) => `حُظرت من «${name}».`,
  },
}
