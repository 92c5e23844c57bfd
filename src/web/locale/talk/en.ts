export const en = {
  pinsTitle: 'Pinned messages',
  noPins: 'Nothing is pinned here any more.',
  goTo: 'Go to the message',
  pinnedBy: (name: string) => `Pinned by ${name}`,
  dateTitle: 'Jump to a date',
  date: 'Date',
  jump: 'Jump',
}
