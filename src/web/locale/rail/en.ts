export const en = {
  all: 'All rooms',
  create: 'New room',
  goTo: 'Go to',
  field: 'Name of a room',
  none: 'Nothing has a name like that.',
}
