export const en = {
  all: 'All rooms',
  create: 'New room',
  goTo: 'Go to',
  field: 'Name of a room or a person',
  newDirect: 'New conversation',
  none: 'Nothing has a name like that.',
  direct: 'Direct conversations',
  mentioned: 'mentioned',
  level: {
    title: 'Tell me of',
    all: 'Everything',
    mentions: 'Mentions',
    none: 'Nothing',
  },
  read: 'Mark as read',
}
