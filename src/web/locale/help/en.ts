export const en = {
  title: 'Keyboard',
  /** Keys, and what they do. */
  keys: [
    ['Enter', 'Send the message'],
    ['Shift+Enter', 'Start a new line'],
    [':', 'Begin an emoji, as in :tea:'],
    ['Ctrl+B', 'Bold'],
    ['Ctrl+I', 'Italic'],
    ['Ctrl+E', 'Code'],
    ['/', 'Search messages; on the list, go to the room you were in last'],
    ['Ctrl+F ×2', 'Search messages'],
    ['Ctrl+K', 'Go to a room by its name'],
    ['Alt+↑ ↓', 'Go to the next room with something unread'],
    ['Escape', 'Close what is open; go to the newest message'],
    ['↑ ↓', 'In the log: from message to message'],
    ['Home', 'In the log: to its oldest loaded message'],
    ['End', 'In the log: to the newest message'],
    ['e', 'On a message of your own: edit it'],
    ['↑', 'In the empty message field: edit your newest message'],
    ['?', 'Show this sheet'],
  ],
}
