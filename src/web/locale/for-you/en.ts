export const en = {
  title: 'For you',
  loading: 'Looking…',
  none: 'Nothing yet',
  noneHint:
    'Here you find who mentioned you, and who answered or reacted to what you said, in all rooms.',
  mention: (name: string, room: string) => `${name} mentioned you in ${room}`,
  reply: (name: string, room: string) => `${name} answered you in ${room}`,
  reaction: (name: string, emoji: string, room: string) => `${name} reacted ${emoji} in ${room}`,
  unread: 'new',
  more: 'Show earlier ones',
  readAll: 'Mark all as read',
}
