import type { en } from './en.ts'

export const de: typeof en = {
  device: 'Dieses Gerät auch benachrichtigen, wenn Parlor geschlossen ist',
  deviceHint:
    'Dein Browser fragt, ob er darf. Nachrichten gehen über den Push-Dienst seines Herstellers, der sie nicht lesen kann.',
  iphone:
    'Auf einem iPhone oder iPad lege Parlor zuerst auf den Home-Bildschirm (Teilen, dann Zum Home-Bildschirm) und öffne es von dort.',
  blocked:
    'Dein Browser erlaubt das für Parlor nicht. Du kannst das in seinen Einstellungen ändern.',
  failed: 'Das hat nicht geklappt. Bitte versuche es noch einmal.',
  shows: 'Was zu sehen ist',
  showsText: 'Wer schreibt, wo, und wie es anfängt',
  showsRoom: 'Nur der Raum',
  showsNothing: 'Nur, dass es etwas Neues gibt',
  quiet: 'Mich jeden Tag in Ruhe lassen',
  from: 'Von',
  to: 'Bis',
}
