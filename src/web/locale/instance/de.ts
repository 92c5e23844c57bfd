import { pluralIn } from '../plural.ts'
import type { en } from './en.ts'

const plural = pluralIn('de')

export const de: typeof en = {
  unsent: {
    title: 'Nicht gesendet',
    hint: 'Diese Nachrichten konnten nicht mehr gesendet werden. Kopiere, was du behalten möchtest.',
  },

  notFound: {
    title: 'Hier ist nichts',
    text: 'Die Adresse ist vielleicht vertippt, oder das Ziel gibt es nicht mehr.',
  },

  invited: (name) => `${name} lädt dich ein`,
  toRoom: (room, place) => `In den Raum „${room}“ auf ${place}.`,
  toPlace: (place) => `Zu ${place}.`,
  newHere: 'Ein Name und ein Passwort genügen.',
  knownHere: 'Hast du hier ein Konto, melde dich damit an, und es geht gleich weiter.',
  accept: 'Einladung annehmen',
  invalidTitle: 'Diese Einladung gilt nicht mehr',
  invalid: 'Sie wurde aufgebraucht, zurückgenommen oder ist abgelaufen. Bitte um eine neue.',
  toRooms: 'Zu den Räumen',

  title: 'Leute einladen',
  lead: 'Wer diesen Link hat, kommt damit herein.',
  link: 'Einladungslink',
  copy: 'Link kopieren',
  copied: 'Kopiert',
  notCopied: 'Kopieren ist hier nicht erlaubt: Markiere den Link und kopiere ihn.',
  share: 'Teilen',
  qr: 'Der Link als QR-Code',
  goodFor: 'Gültig',
  hour: 'Eine Stunde',
  day: 'Einen Tag',
  week: 'Eine Woche',
  month: 'Einen Monat',
  uses: 'Wie viele damit kommen können',
  anyNumber: 'Beliebig viele',
  people: (count) => plural(count, { one: '# Person', other: '# Personen' }),
  given: 'Ausgegebene Links',
  by: (name) => `Von ${name}`,
  until: (time) => `gültig bis ${time}`,
  over: (time) => `abgelaufen ${time}`,
  left: (count) => plural(count, { one: 'noch # Platz', other: 'noch # Plätze' }),
  cameBy: (names) => `Damit kamen: ${names}`,
  nobodyYet: 'Damit kam noch niemand',
  withdraw: 'Zurücknehmen',

  ask: 'Wer darf hier ein Konto anlegen?',
  askLead:
    'Dieses Parlor gehört dir: Du hast das erste Konto angelegt. Du kannst das jederzeit ändern.',
  open: 'Alle',
  openHint:
    'Alle, die diese Adresse finden, können ein Konto anlegen, jeden offenen Raum lesen und dort schreiben.',
  byInvitation: 'Mit Einladung',
  byInvitationHint: 'Dafür braucht es einen Link. Alle mit einem Konto können einen geben.',
  closed: 'Niemand',
  closedHint: 'Es werden keine neuen Konten angelegt, mit Link oder ohne.',
  save: 'Speichern',

  reportTitle: 'Diese Nachricht melden',
  reportLead: 'Wer sich hier kümmert, bekommt sie gezeigt, mit dem, was um sie herum steht.',
  reason: 'Was ist damit?',
  report: 'Melden',
  reported: 'Danke. Sie wird angesehen.',

  data: 'Deine Daten',
  exportData: 'Alles speichern, was über dich da ist',
  exportText: 'Ohne die Dateien speichern',
  exportHint:
    'Ein Archiv (ZIP): dein Konto, deine Räume und alles, was du geschrieben hast, in JSON, und die Dateien, die du geschickt hast.',
  blocked: 'Leute, die du blockiert hast',
  unblock: (name) => `${name} nicht mehr blockieren`,
  administration: 'Um dieses Parlor kümmern',
  deleteAccount: 'Konto löschen',
  deleteTitle: 'Dein Konto löschen?',
  deleteLead:
    'Dein Name, dein Passwort und deine Geräte sind sofort und für immer weg. Räume, die dir allein gehören, gehen an die Person, die am längsten dabei ist.',
  wrote: 'Was du geschrieben hast',
  keep: 'Es bleibt, als das einer gelöschten Person',
  erase: 'Es wird auch gelöscht',
  password: 'Dein Passwort',
  deleteForGood: 'Endgültig löschen',
}
