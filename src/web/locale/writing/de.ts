import type { en } from './en.ts'

export const de: typeof en = {
  find: 'Emoji suchen',
  noneFound: 'Kein Emoji heißt so.',
  notLoaded: 'Die Emojis konnten nicht geladen werden. Diese sind da:',
  groups: 'Gruppen',
  recent: 'Zuletzt benutzt',
  groupNames: {
    'Smileys & Emotion': 'Smileys und Gefühle',
    'People & Body': 'Menschen und Körper',
    'Animals & Nature': 'Tiere und Natur',
    'Food & Drink': 'Essen und Trinken',
    'Travel & Places': 'Reisen und Orte',
    Activities: 'Aktivitäten',
    Objects: 'Gegenstände',
    Symbols: 'Symbole',
    Flags: 'Flaggen',
  },
  tone: 'Hautton',
  tones: ['keiner', 'hell', 'mittelhell', 'mittel', 'mitteldunkel', 'dunkel'],
}
