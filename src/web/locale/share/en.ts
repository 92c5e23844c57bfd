export const en = {
  title: 'Share',
  lead: 'Choose the room that it is for. You can still change it there before you send it.',
  nothing: 'Nothing was shared',
  nothingHint: 'Share a text or a link from another app, and choose Parlor.',
}
