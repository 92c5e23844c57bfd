export const en = {
  device: 'Tell this device also while Parlor is closed',
  deviceHint:
    'Your browser asks whether it may. Messages go to it by the push service of its maker, which cannot read them.',
  iphone:
    'On an iPhone or iPad, add Parlor to the Home Screen first (Share, then Add to Home Screen), and open it from there.',
  blocked: 'Your browser does not allow this for Parlor. You can change that in its settings.',
  failed: 'That did not work. Please try again.',
  shows: 'What it shows',
  showsText: 'Who wrote, where, and how it begins',
  showsRoom: 'Only the room',
  showsNothing: 'Only that there is something new',
  quiet: 'Leave me in peace every day',
  from: 'From',
  to: 'To',
}
