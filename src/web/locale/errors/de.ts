import type { ProblemCode } from '../../../protocol/problems.ts'
import { pluralIn } from '../plural.ts'
import type { en, FieldSentence } from './en.ts'

const plural = pluralIn('de')

export const de: typeof en = {
  errors: {
    required: 'Bitte fülle dieses Feld aus.',
    tooShort: (min) => plural(min, { other: 'Mindestens # Zeichen, bitte.' }),
    tooLong: (max) => plural(max, { other: 'Höchstens # Zeichen, bitte.' }),
    unreachable: 'Der Server ist nicht zu erreichen. Bitte versuche es gleich noch einmal.',
    bannedUntil: (time) => `Du wurdest bis ${time} ausgeschlossen.`,
    mutedUntil: (time) => `Du kannst hier lesen, aber bis ${time} nicht schreiben.`,
    waitSeconds: (seconds) =>
      plural(seconds, {
        one: 'Zu viele Versuche. Bitte versuche es in # Sekunde wieder.',
        other: 'Zu viele Versuche. Bitte versuche es in # Sekunden wieder.',
      }),
    byCode: {
      not_logged_in: 'Bitte melde dich zuerst an.',
      invalid_credentials: 'Benutzername und Passwort passen nicht zusammen.',
      not_room_owner: 'Nur wer einen Raum angelegt hat, kann ihn löschen.',
      bad_request: 'Die Anfrage war nicht zu lesen.',
      request_timeout: 'Die Anfrage kam nicht rechtzeitig an.',
      misdirected: 'Unter diesem Namen gibt es Parlor nicht.',
      headers_too_large:
        'Der Browser hat zu viele Cookies anderer Programme unter diesem Namen geschickt. Bitte lösche sie.',
      cross_site:
        'Die Anfrage kam von einer anderen Website und wurde abgelehnt. Ist es doch diese Seite: Der Webserver vor Parlor gibt den Host nicht weiter.',
      not_found: 'Unter dieser Adresse gibt es nichts.',
      room_not_found: 'Diesen Raum gibt es nicht.',
      username_taken: 'Der Name ist vergeben oder einem anderen zu ähnlich.',
      room_name_taken: 'Es gibt schon einen Raum mit diesem Namen.',
      quota_exceeded: 'Mehr darf es nicht sein. Bitte lösche etwas, das nicht mehr gebraucht wird.',
      muted: 'Du kannst hier vorerst nur lesen, nicht schreiben.',
      person_not_found: 'Diese Person gibt es nicht.',
      room_archived: 'Der Raum ist archiviert: Man kann ihn nur noch lesen.',
      not_in_room: 'Du bist nicht in diesem Raum.',
      key_reused: 'Dieser Schlüssel gehört schon zu einer anderen Nachricht.',
      room_deleted: 'Der Raum wurde gelöscht.',
      reset_invalid:
        'Dieser Link wurde benutzt, zurückgezogen oder ist abgelaufen. Bitte lass dir einen neuen geben.',
      banned: 'Du wurdest ausgeschlossen.',
      not_allowed: 'Das darfst du nicht.',
      registration_closed: 'Ohne Einladung kann hier niemand ein Konto anlegen.',
      invite_invalid:
        'Diese Einladung ist aufgebraucht, zurückgezogen oder abgelaufen. Bitte lass dir eine neue geben.',
      not_author: 'Das kann nur, wer die Nachricht geschrieben hat.',
      message_not_found: 'Diese Nachricht gibt es nicht.',
      file_not_found: 'Diese Datei gibt es nicht.',
      upload_conflict:
        'Die Datei ist schon an einer anderen Stelle; bitte versuche es noch einmal.',
      range_not_satisfiable: 'Diesen Teil der Datei gibt es nicht.',
      message_changed: 'Die Nachricht hat inzwischen einen anderen Text.',
      message_deleted: 'Die Nachricht wurde gelöscht.',
      too_large: 'Das ist zu groß.',
      invalid_input: 'Etwas in der Eingabe muss noch berichtigt werden.',
      too_many_requests: 'Zu viele Versuche. Bitte warte ein wenig.',
      internal_error: 'Auf dem Server ist etwas schiefgegangen.',
      unavailable: 'Parlor kommt gerade nicht an seine Daten. Bitte versuche es bald noch einmal.',
      cursor_unknown: 'Der Verlauf des Raums hat sich geändert; bitte öffne ihn neu.',
      unsupported_media_type: 'Das ist keine Eingabe, die der Server lesen kann.',
    } satisfies Record<ProblemCode, string>,
    byField: {
      too_small: 'Diese Zahl ist zu klein.',
      too_large: 'Diese Zahl ist zu groß.',
      wrong_form: 'So kann das nicht angenommen werden.',
      unusual_signs: 'Buchstaben und Ziffern, bitte; Leerzeichen, Punkte, Striche nur dazwischen.',
      unseen_signs: 'Darin stehen Zeichen, die man nicht sehen kann.',
      too_many_accents: 'Das sind zu viele Akzente auf einem Buchstaben.',
      too_simple: 'Das ist zu leicht zu erraten. Bitte wähle etwas anderes.',
      empty_file: 'Diese Datei ist leer.',
      unreadable:
        'Das lässt sich nicht lesen: Es ist ein Ordner oder wurde inzwischen verschoben oder geändert. Hänge die Datei noch einmal an.',
      broken_picture: 'Dieses Bild ist beschädigt und kann nicht gezeigt werden.',
      too_many_pixels: 'Dieses Bild hat zu viele Bildpunkte. Bitte verkleinere es.',
      no_member: 'Diese Person gehört nicht zum Raum.',
      wrong_password: 'Das ist nicht dein Passwort.',
      too_common: 'Das ist eines der häufigsten Passwörter. Bitte wähle ein anderes.',
    } satisfies Record<FieldSentence, string>,
  },
}
