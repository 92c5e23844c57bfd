import type { en } from './en.ts'

export const de: typeof en = {
  attached: 'Angehängte Dateien',
  remove: (name) => `${name} entfernen`,
  retry: 'Noch einmal versuchen',
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
}
