import type { en } from './en.ts'

export const de: typeof en = {
  title: 'Tastatur',
  keys: [
    ['Eingabe', 'Die Nachricht senden'],
    ['Umschalt+Eingabe', 'Eine neue Zeile beginnen'],
    [':', 'Ein Emoji beginnen, wie in :tea:'],
    ['@', 'Jemanden nennen, wie in @anna'],
    ['Tab', 'Den ersten angebotenen Namen oder das erste Emoji nehmen'],
    ['Strg+B', 'Fett'],
    ['Strg+I', 'Kursiv'],
    ['Strg+E', 'Code'],
    ['/', 'Nachrichten durchsuchen; auf der Liste: in den Raum, in dem du zuletzt warst'],
    ['Strg+F ×2', 'Nachrichten durchsuchen'],
    ['Strg+K', 'Zu einem Raum mit seinem Namen'],
    ['Alt+↑ ↓', 'Zum nächsten Raum mit Ungelesenem'],
    ['Escape', 'Offenes schließen; zur neuesten Nachricht'],
    ['↑ ↓', 'Im Verlauf: von Nachricht zu Nachricht'],
    ['Pos1', 'Im Verlauf: zur ältesten geladenen Nachricht'],
    ['Ende', 'Im Verlauf: zur neuesten Nachricht'],
    ['r', 'Auf einer Nachricht: auf sie antworten'],
    ['+', 'Auf einer Nachricht: auf sie reagieren'],
    ['e', 'Auf einer eigenen Nachricht: sie bearbeiten'],
    ['↑', 'Im leeren Nachrichtenfeld: die eigene neueste Nachricht bearbeiten'],
    ['?', 'Diese Übersicht zeigen'],
  ],
}
