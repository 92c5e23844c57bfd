import type { en } from './en.ts'

export const de: typeof en = {
  attached: 'Angehängte Dateien',
  remove: (name) => `${name} entfernen`,
  retry: 'Noch einmal versuchen',
  altFor: (name) => `Alternativtext für ${name}`,
  altHint: 'Was zu sehen ist',
  uploading: (percent) => `Wird hochgeladen, ${percent}`,
  waits: 'Wartet auf die Verbindung',
  ready: 'Bereit',
  asItIs:
    'Bereit. Wird gesendet, wie es ist, mit dem, was die Kamera hineingeschrieben hat, wie dem Ort.',
  tooMuch:
    'Für weitere Dateien von dir ist kein Platz. Bitte lösche Nachrichten mit Dateien, die nicht mehr gebraucht werden.',
  mostBytes: (size) => `Eine Datei darf ${size} haben.`,
  tooMuchOfAll:
    'Der Platz, den es hier für Dateien gibt, ist voll. Wer sich um dieses Parlor kümmert, kann welchen schaffen.',
  tooLarge: 'Diese Datei ist zu groß.',
  viewer: 'Bilder',
  previous: 'Vorheriges',
  next: 'Nächstes',
  zoomIn: 'Originalgröße',
  zoomOut: 'Ins Fenster einpassen',
  download: 'Herunterladen',
  close: 'Schließen',
  place: (at, of) => `${at} von ${of}`,
  all: 'Dateien in diesem Raum',
  kindsLabel: 'Arten von Dateien',
  kinds: {
    all: 'Alle',
    picture: 'Bilder',
    sound: 'Töne',
    video: 'Videos',
    other: 'Andere Dateien',
  },
  others: 'Dateien',
  none: 'Hier sind noch keine. Was mit einer Nachricht gesendet wird, steht hier, solange es die Nachricht gibt.',
  kept: (bytes, limit) => `Deine Dateien in allen Räumen belegen ${bytes} von ${limit}.`,
  more: 'Ältere',
  goTo: 'Zur Nachricht',
  voice: {
    name: (time) => `Sprachnachricht ${time}`,
    waits: 'Wartet auf das Mikrofon',
    records: 'Aufnahme läuft',
    level: 'Wie laut es ist',
    discard: 'Aufnahme verwerfen',
    problems: {
      refused:
        'Der Browser lässt Parlor das Mikrofon nicht benutzen. In seinen Einstellungen für diese Seite kann man es erlauben.',
      no_microphone: 'Es gibt kein Mikrofon, das benutzt werden könnte.',
    },
  },
}
