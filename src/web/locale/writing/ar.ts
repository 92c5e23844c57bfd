import type { en } from './en.ts'

export const ar: typeof en = {
  find: 'البحث عن رمز تعبيري',
  noneFound: 'لا رمز تعبيري بهذا الاسم.',
  notLoaded: 'تعذّر تحميل الرموز التعبيرية. هذه متاحة:',
  groups: 'المجموعات',
  recent: 'المستخدمة حديثًا',
  groupNames: {
    'Smileys & Emotion': 'الوجوه والمشاعر',
    'People & Body': 'الناس والجسم',
    'Animals & Nature': 'الحيوانات والطبيعة',
    'Food & Drink': 'الطعام والشراب',
    'Travel & Places': 'السفر والأماكن',
    Activities: 'الأنشطة',
    Objects: 'الأشياء',
    Symbols: 'الرموز',
    Flags: 'الأعلام',
  },
  tone: 'لون البشرة',
  tones: ['بلا لون', 'فاتح', 'فاتح ومعتدل', 'معتدل', 'داكن ومعتدل', 'داكن'],
}
