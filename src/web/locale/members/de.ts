import { pluralIn } from '../plural.ts'
import type { en } from './en.ts'

const plural = pluralIn('de')

export const de: typeof en = {
  settings: 'Raumeinstellungen',
  name: 'Name des Raums',
  topic: 'Thema',
  topicHint: 'Eine Zeile dazu, worum es im Raum geht. Leer: keine.',
  save: 'Speichern',
  saved: 'Gespeichert.',
  kind: 'Wer den Raum sieht',
  open: 'Alle hier',
  private: 'Nur wer dazugehört',
  openMeans: 'Alle, die ein Konto haben, finden den Raum, lesen alles darin und können hinein.',
  privateMeans:
    'Nur wer dazugehört, sieht den Raum und seinen Namen. Andere kommen mit einer Einladung hinein. Wer jetzt dazugehört, gehört weiter dazu.',
  turnsOpen: 'Alles, was je darin gesagt wurde, können dann alle lesen, die ein Konto haben.',
  turnsPrivate: 'Für alle, die nicht dazugehören, gibt es ihn von da an nicht mehr.',
  slow: 'Langsamer Modus',
  slowOff: 'Aus',
  seconds: (count) =>
    plural(count, {
      one: 'Eine Nachricht in # Sekunde',
      other: 'Eine Nachricht alle # Sekunden',
    }),
  minutes: (count) =>
    plural(count, { one: 'Eine Nachricht in # Minute', other: 'Eine Nachricht alle # Minuten' }),
  handOver: 'Übergeben an',
  handOverTo: 'Niemanden',
  handOverHint: 'Der Raum gehört dann dieser Person; du moderierst weiter mit.',
  archive: 'Raum archivieren',
  archiveHint: 'Man kann ihn noch lesen und finden, aber nichts mehr darin schreiben.',
  unarchive: 'Wieder zum Schreiben öffnen',
  delete: 'Raum löschen …',
  members: 'Mitglieder',
  membersOf: (room) => `Mitglieder von „${room}“`,
  count: (count) => plural(count, { one: '# Mitglied', other: '# Mitglieder' }),
  roles: { owner: 'Raumverantwortung', moderator: 'Moderation', member: 'Mitglied' },
  mutedUntil: (time) => `Kann bis ${time} nicht schreiben`,
  write: (name) => `${name} schreiben`,
  makeModerator: 'Zur Moderation machen',
  makeMember: 'Zum einfachen Mitglied machen',
  mute: 'Im Raum stumm schalten',
  muteFor: 'Stumm schalten für',
  unmute: 'Wieder schreiben lassen',
  remove: 'Aus dem Raum entfernen',
  ban: 'Aus dem Raum ausschließen',
  banReason: 'Grund (wer moderiert, kann ihn lesen)',
  why: 'Grund (Admins können ihn lesen)',
  banFor: 'Ausschließen für',
  until: (time) => `bis ${time}`,
  spans: { hour: 'Eine Stunde', day: 'Einen Tag', week: 'Eine Woche', month: 'Einen Monat' },
  forGood: 'Immer',
  clear: 'Löschen, was die Person hier schrieb',
  clearSpan: 'Rückwirkend für',
  clearConfirm: 'Diese Nachrichten löschen',
  cleared: (count) =>
    plural(count, {
      one: '# Nachricht wurde gelöscht.',
      other: '# Nachrichten wurden gelöscht.',
    }),
  banned: 'Ausgeschlossen',
  lift: (name) => `${name} wieder zulassen`,
  leaveTitle: (room) => `„${room}“ endgültig verlassen?`,
  leaveOpen: 'Er verschwindet aus deinen Räumen. Du kannst jederzeit wiederkommen.',
  leavePrivate: 'Du siehst ihn dann nicht mehr und kommst nur mit einer Einladung zurück.',
  leave: 'Endgültig verlassen',
  deleteTitle: (name) => `„${name}“ löschen?`,
  deleteText: (messages) =>
    messages === 0
      ? 'Der Raum enthält keine Nachrichten. Wer darin ist, erfährt es.'
      : plural(messages, {
          one: '# Nachricht geht mit ihm verloren, endgültig. Wer darin ist, erfährt es.',
          other: '# Nachrichten gehen mit ihm verloren, endgültig. Wer darin ist, erfährt es.',
        }),
  deleteConfirm: 'Raum löschen',
  archived: 'Dieser Raum ist archiviert: Man kann ihn lesen, und niemand schreibt darin.',
  unarchiveHint: 'In seinen Einstellungen kannst du ihn wieder öffnen.',
  reports: 'Meldungen',
  reportsOf: (room) => `Meldungen in „${room}“`,
  addTo: 'In einen privaten Raum aufnehmen',
  add: 'Aufnehmen',
  door: {
    someRoom: 'Ein Raum',
    fromElsewhere: 'Hierher führte ein Link von außerhalb von Parlor.',
    entersFrom: (room) => `Du bist in „${room}“ und würdest ihn verlassen.`,
    enter: 'Raum betreten',
  },
  moved: {
    to: (room) => `Ein anderes Fenster von dir ist nach „${room}“ gegangen.`,
    out: 'Ein anderes Fenster von dir hat diesen Raum verlassen.',
    hint: 'Man kann nur in einem Raum zugleich sein. Was du hier schreiben wolltest, ist aufgehoben.',
    comeBack: 'Hierher zurückkommen',
  },
  missing: {
    title: 'Diesen Raum gibt es nicht',
    text: 'Vielleicht wurde er gelöscht, oder der Link ist unvollständig.',
  },
}
