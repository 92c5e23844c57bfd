import { limits } from '../../protocol/limits.ts'
import type { ProblemCode } from '../../protocol/problems.ts'
import type { FieldSentence, Texts } from './en.ts'
import { pluralIn } from './plural.ts'

const plural = pluralIn('de')

export const de: Texts = {
  product: 'Parlor',
  skip: 'Zum Inhalt springen',
  close: 'Schließen',
  cancel: 'Abbrechen',

  welcome: {
    sentence:
      'Ein ruhiger Ort zum Reden: Räume, die dein eigener Server bewahrt, in der Reihenfolge, in der gesprochen wurde.',
    invited: 'Melde dich an oder lege ein Konto an; danach geht es in den Raum.',
    ended:
      'Du wurdest abgemeldet. Was du geschrieben hattest, ist aufgehoben: Melde dich an, um weiterzumachen.',
    logIn: 'Anmelden',
    logInLead: 'Schön, dass du wieder da bist.',
    createAccount: 'Konto anlegen',
    createAccountLead: 'Neu hier? Ein Name und ein Passwort genügen.',
    username: 'Benutzername',
    usernameHint: 'Andere sehen ihn.',
    password: 'Passwort',
    passwordHint: `Mindestens ${limits.password.min} Zeichen; ein ganzer Satz ist willkommen.`,
  },

  account: {
    label: 'Du und diese Seite',
    logOut: 'Abmelden',
    leaveTitle: 'Abmelden und verwerfen, was nicht gesendet ist?',
    leaveMessages: (count: number) =>
      plural(count, {
        one: '# Nachricht ist noch nicht gesendet.',
        other: '# Nachrichten sind noch nicht gesendet.',
      }),
    leaveDrafts: (count: number) =>
      plural(count, {
        one: 'In # Raum hast du zu schreiben begonnen.',
        other: 'In # Räumen hast du zu schreiben begonnen.',
      }),
    leaveText: 'Wer sich abmeldet, lässt davon nichts in diesem Browser zurück.',
    stay: 'Angemeldet bleiben',
    leaveConfirm: 'Verwerfen und abmelden',
    loggedInAs: 'Angemeldet als',
  },

  rooms: {
    title: 'Räume',
    none: 'Noch keine Räume',
    noneHint: 'Lege den ersten an: Andere sehen ihn hier innerhalb einer Sekunde.',
    noneFound: 'Kein Raum heißt so.',
    name: 'Name des Raums',
    create: 'Raum anlegen',
    createLead: 'Einen Raum eröffnen',
    filter: 'Raum suchen',
    sort: 'Sortieren nach',
    sortActivity: 'Letzter Nachricht',
    sortName: 'Name',
    sortPeople: 'Anwesenden',
    join: 'Betreten',
    delete: 'Löschen',
    leave: 'Verlassen',
    here: 'Du bist in diesem Raum',
    by: (name) => `Angelegt von ${name}`,
    people: (count) =>
      count === 0
        ? 'Niemand im Raum'
        : plural(count, { one: '# Person im Raum', other: '# Personen im Raum' }),
    unread: (count) => plural(count, { other: '# ungelesen' }),
    quiet: 'Noch nichts gesagt',
    lastPost: (when) => `Letzte Nachricht ${when}`,
    deleteTitle: (name) => `„${name}“ löschen?`,
    deleteText: (messages) =>
      messages === 0
        ? 'Der Raum enthält keine Nachrichten. Wer darin ist, erfährt es.'
        : plural(messages, {
            one: '# Nachricht geht mit ihm verloren, endgültig. Wer darin ist, erfährt es.',
            other: '# Nachrichten gehen mit ihm verloren, endgültig. Wer darin ist, erfährt es.',
          }),
    deleteConfirm: 'Raum löschen',
    deleted: (name, by) =>
      `Der Raum „${name}“ wurde${by === undefined ? '' : ` von ${by}`} gelöscht.`,
    deletedByYou: (name) => `Der Raum „${name}“ wurde von dir gelöscht.`,
    unsent: 'Nicht gesendet',
    unsentHint:
      'Diese Nachrichten konnten nicht mehr gesendet werden. Kopiere, was du behalten möchtest.',
  },

  room: {
    entering: 'Der Raum wird betreten …',
    leave: 'Raum verlassen',
    leaveFailed:
      'Der Server wurde nicht erreicht; du bist noch im Raum. Bitte versuche es noch einmal.',
    log: 'Nachrichten',
    empty: 'Hier wurde noch nichts gesagt.',
    emptyHint: 'Schreibe unten die erste Nachricht.',
    beginning: 'Hier beginnt der Raum.',
    loadingOlder: 'Ältere Nachrichten werden geladen …',
    olderFailed: 'Ältere Nachrichten konnten nicht geladen werden.',
    newSince: 'Neu seit deinem letzten Besuch',
    newMessages: (count) => plural(count, { one: '# neue Nachricht', other: '# neue Nachrichten' }),
    unreadAbove: (count) =>
      plural(count, {
        one: '# neue Nachricht weiter oben',
        other: '# neue Nachrichten weiter oben',
      }),
    toNewest: 'Zur neuesten Nachricht',
    nameAndTime: (name, time) => `${name}, ${time}`,
    said: (name, text) => `${name}: ${text}`,
    people: 'Anwesende',
    peopleInside: (count) => plural(count, { one: '# Person', other: '# Personen' }),
    here: 'Hier',
    away: 'Abwesend',
    you: 'du',
    showAll: 'Alles zeigen',
    showLess: 'Weniger zeigen',
    edited: 'bearbeitet',
    removed: 'Diese Nachricht wurde gelöscht.',
    missingTitle: 'Diesen Raum gibt es nicht',
    missing: 'Vielleicht wurde er gelöscht, oder der Link ist unvollständig.',
    moved: (room) => `Ein anderes Fenster von dir ist nach „${room}“ gegangen.`,
    movedOut: 'Ein anderes Fenster von dir hat diesen Raum verlassen.',
    movedHint:
      'Man kann nur in einem Raum zugleich sein. Was du hier schreiben wolltest, ist aufgehoben.',
    someRoom: 'Ein Raum',
    fromElsewhere: 'Hierher führte ein Link von außerhalb von Parlor.',
    entersFrom: (room) => `Du bist in „${room}“ und würdest ihn verlassen.`,
    enter: 'Raum betreten',
    comeBack: 'Hierher zurückkommen',
    toRooms: 'Zu den Räumen',
  },

  composer: {
    message: 'Nachricht',
    placeholder: (room) => `An ${room} schreiben`,
    send: 'Senden',
    hint: 'Eingabetaste sendet, Umschalt+Eingabe beginnt eine neue Zeile',
    left: (count) => plural(count, { other: 'Noch # Zeichen' }),
    over: (count) => plural(count, { other: '# Zeichen zu viel' }),
    emoji: 'Emoji',
  },

  sending: {
    title: 'Wird gesendet',
    waiting: 'Wartet',
    sending: 'Wird gesendet …',
    sent: 'Gesendet',
    retry: 'Noch einmal versuchen',
    copy: 'Text kopieren',
    copied: 'Kopiert',
    discard: 'Verwerfen',
    refused: 'Nicht gesendet:',
  },

  connection: {
    lost: (since) => `Keine Verbindung seit ${since}.`,
    nextTry: (seconds) =>
      plural(seconds, {
        one: 'Nächster Versuch in # Sekunde.',
        other: 'Nächster Versuch in # Sekunden.',
      }),
    trying: 'Neuer Versuch …',
    tryNow: 'Jetzt versuchen',
    offlineTitle: 'Der Server ist nicht zu erreichen',
    offline: 'Vielleicht bist du offline. Sobald es wieder geht, macht Parlor von selbst weiter.',
  },

  missing: {
    words: (language: string) =>
      `Die Wörter für ${language} konnten nicht geladen werden: Bis sie kommen, bleibt die Seite, wie sie war.`,
    part: 'Dieser Teil der Seite konnte nicht geladen werden.',
    updated:
      'Parlor wurde aktualisiert. Diese Seite lädt sich von selbst neu, sobald dabei nichts verloren gehen kann.',
    reload: 'Neu laden',
    cookies:
      'Dein Browser blockiert Cookies für diese Website, und Parlor erkennt dich an einem. Erlaube sie in den Einstellungen des Browsers oder über das Zeichen neben der Adresse und lade die Seite neu.',
    earlier: (when: string) =>
      `Ohne Verbindung zum Server: So war es um ${when}. Es geht von selbst weiter.`,
    storage:
      'Dein Browser bewahrt für diese Website nichts auf: Was noch nicht gesendet ist, geht verloren, wenn du die Seite schließt oder neu lädst. Erlaube der Website, Daten zu speichern, dann bleibt es erhalten.',
  },

  preferences: {
    title: 'Einstellungen',
    language: 'Sprache',
    theme: 'Farben',
    themeSystem: 'Wie das Gerät',
    themeLight: 'Hell',
    themeDark: 'Dunkel',
    attention: 'Neue Nachrichten',
    sound: 'Bei neuen Nachrichten einen Ton spielen',
    notifications: 'Bei neuen Nachrichten benachrichtigen',
    notificationsBlocked: 'Dein Browser erlaubt dieser Seite keine Benachrichtigungen.',
    onlyAway: 'Nur solange diese Seite nicht im Vordergrund ist.',
    sessions: 'Wo du angemeldet bist',
    thisSession: 'dieser Browser',
    loggedIn: (ago: string) => `angemeldet ${ago}`,
    unknownDevice: 'Ein unbekanntes Gerät',
    endSession: 'Dort abmelden',
    sessionsFailed: 'Das hat den Server nicht erreicht. Bitte versuche es noch einmal.',
    lastUsed: (ago: string) => `benutzt ${ago}`,
    newDevice: 'Neues Gerät',
    endOtherSessions: 'Überall sonst abmelden',
    password: 'Dein Passwort',
    currentPassword: 'Jetziges Passwort',
    newPassword: 'Neues Passwort',
    changePassword: 'Passwort ändern',
    passwordChanged: 'Dein Passwort ist geändert. Überall sonst bist du abgemeldet.',
    help: 'Tastenkürzel',
  },

  reset: {
    title: 'Ein neues Passwort',
    lead: 'Dieser Link setzt einmal ein neues Passwort für dein Konto. Du wirst damit überall abgemeldet.',
    action: 'Passwort setzen',
    done: 'Dein Passwort ist gesetzt. Melde dich jetzt damit an.',
  },

  help: {
    title: 'Tastatur',
    keys: [
      ['Eingabe', 'Die Nachricht senden'],
      ['Umschalt+Eingabe', 'Eine neue Zeile beginnen'],
      [':', 'Ein Emoji beginnen, wie in :tea:'],
      ['/', 'Zum Nachrichtenfeld oder zur Suche nach einem Raum'],
      ['Escape', 'Offenes schließen; zur neuesten Nachricht'],
      ['↑ ↓', 'Im Verlauf: von Nachricht zu Nachricht'],
      ['Pos1', 'Im Verlauf: zur ältesten geladenen Nachricht'],
      ['Ende', 'Im Verlauf: zur neuesten Nachricht'],
      ['?', 'Diese Übersicht zeigen'],
    ],
  },

  notFound: {
    title: 'Hier ist nichts',
    text: 'Die Adresse ist vielleicht vertippt, oder das Ziel gibt es nicht mehr.',
  },
  broken: {
    title: 'Etwas ist kaputtgegangen',
    text: 'Die Seite ist auf einen eigenen Fehler gestoßen. Was du geschrieben hattest, ist aufgehoben.',
    again: 'Die Seite neu zeigen',
  },

  attention: {
    unreadTitle: (count, title) => `(${count}) ${title}`,
    notification: (name, room) => `${name} in ${room}`,
  },

  errors: {
    required: 'Bitte fülle dieses Feld aus.',
    tooShort: (min) => plural(min, { other: 'Mindestens # Zeichen, bitte.' }),
    tooLong: (max) => plural(max, { other: 'Höchstens # Zeichen, bitte.' }),
    unreachable: 'Der Server ist nicht zu erreichen. Bitte versuche es gleich noch einmal.',
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
      quota_exceeded:
        'Du hast so viele Räume, wie eine Person haben kann. Lösche einen, der nicht mehr gebraucht wird.',
      not_in_room: 'Du bist nicht in diesem Raum.',
      key_reused: 'Dieser Schlüssel gehört schon zu einer anderen Nachricht.',
      room_deleted: 'Der Raum wurde gelöscht.',
      reset_invalid:
        'Dieser Link wurde benutzt, zurückgezogen oder ist abgelaufen. Bitte lass dir einen neuen geben.',
      not_author: 'Das kann nur, wer die Nachricht geschrieben hat.',
      message_not_found: 'Diese Nachricht gibt es nicht.',
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
      wrong_password: 'Das ist nicht dein Passwort.',
      too_common: 'Das ist eines der häufigsten Passwörter. Bitte wähle ein anderes.',
    } satisfies Record<FieldSentence, string>,
  },
}
