import { pluralIn } from '../plural.ts'
import type { en } from './en.ts'

const plural = pluralIn('de')

export const de: typeof en = {
  rooms: {
    title: 'Räume',
    mine: 'Deine Räume',
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
    options: 'Optionen für',
    inside: 'du bist darin',
    leave: 'Verlassen',
    here: 'Du bist hier',
    by: (name) => `Angelegt von ${name}`,
    people: (count) => plural(count, { one: '# Person im Raum', other: '# Personen im Raum' }),
    unread: (count) => plural(count, { other: '# ungelesen' }),
    quiet: 'Noch nichts gesagt',
    private: 'Privater Raum',
    deleted: (name, by) =>
      `Der Raum „${name}“ wurde${by === undefined ? '' : ` von ${by}`} gelöscht.`,
    deletedByYou: (name) => `Der Raum „${name}“ wurde von dir gelöscht.`,
    removed: (name) => `Du wurdest aus „${name}“ entfernt.`,
    banned: (name) => `Du wurdest aus „${name}“ ausgeschlossen.`,
  },
}
