import { pluralIn } from '../plural.ts'
import type { en } from './en.ts'

const plural = pluralIn('de')

export const de: typeof en = {
  attached: 'Angehängte Dateien',
  remove: (name) => `${name} entfernen`,
  retry: 'Noch einmal versuchen',
  alt: 'Alternativtext',
  altFor: (name) => `Alternativtext für ${name}`,
  altHint: 'Was zu sehen ist, für alle, die es nicht sehen können',
  uploading: (percent) => `Wird hochgeladen, ${percent}`,
  waits: 'Wartet auf die Verbindung',
  ready: 'Bereit',
  tooMuch:
    'Für weitere Dateien von dir ist kein Platz. Bitte lösche Nachrichten mit Dateien, die nicht mehr gebraucht werden.',
  tooLarge: 'Diese Datei ist zu groß.',
  viewer: 'Bilder',
  previous: 'Vorheriges',
  next: 'Nächstes',
  zoomIn: 'Originalgröße',
  zoomOut: 'Ins Fenster einpassen',
  download: 'Herunterladen',
  close: 'Schließen',
  place: (at, of) => `${at} von ${of}`,
  pasted: 'Das ist ein langer Text. Lieber als Datei anhängen?',
  attachText: 'Als Datei anhängen',
  keepText: 'Als Text behalten',
  pastedName: 'eingefügter Text.txt',
  all: 'Dateien in diesem Raum',
  kinds: { all: 'Alle', picture: 'Bilder', sound: 'Ton', video: 'Videos', other: 'Dokumente' },
  none: 'Noch keine Dateien',
  more: 'Mehr zeigen',
  toMessage: (name) => `Im Raum öffnen: ${name}`,
  count: (count) => plural(count, { one: '# Datei', other: '# Dateien' }),
  record: 'Sprachnachricht aufnehmen',
  recording: 'Aufnahme läuft',
  stop: 'Aufnahme beenden',
  discardVoice: 'Aufnahme verwerfen',
  attachVoice: 'Aufnahme anhängen',
  noMicrophone: 'Der Browser gibt dieser Seite das Mikrofon nicht.',
  voiceName: 'Sprachnachricht',
}
