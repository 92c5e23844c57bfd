import { pluralIn } from '../plural.ts'

const plural = pluralIn('en')

export const en = {
  actions: {
    toolbar: 'Message actions',
    react: 'React',
    reply: 'Reply',
    pin: 'Pin',
    unpin: 'Unpin',
    more: 'More actions',
    edit: 'Edit',
    copyText: 'Copy text',
    copyCode: 'Copy code',
    copyLink: 'Copy link',
    markUnread: 'Mark unread from here',
    report: 'Report',
    block: 'Block the author',
    blocked: 'Blocked',
    notCopied: 'Not copied: the browser does not allow it',
    delete: 'Delete message',
  },

  typing: {
    of: (names: string, count: number) => `${names} ${count === 1 ? 'is' : 'are'} typing …`,
    several: 'Several people are typing …',
  },

  replies: {
    to: (name: string) => `Replying to ${name}`,
    toDate: 'Jump to a date',
    cancel: 'Cancel reply',
    inReplyTo: 'In reply to',
    gone: 'Message deleted',
    back: 'Back to where you were',
    pinned: (count: number) =>
      plural(count, { one: '# pinned message', other: '# pinned messages' }),
  },

  fetching: {
    newer: { loading: 'Loading newer messages…', failed: 'Newer messages could not be loaded.' },
    place: { loading: 'Going to the message…', failed: 'The message could not be loaded.' },
  },

  reactions: {
    label: 'Reactions',
    add: 'Add a reaction',
    addOne: (emoji: string) => `Add ${emoji}`,
    andOthers: (names: string, count: number) =>
      names === ''
        ? plural(count, { one: '# person', other: '# people' })
        : plural(count, { one: `${names} and # other`, other: `${names} and # others` }),
  },

  changes: {
    field: 'Edit message',
    save: 'Save',
    again: 'Edit again',
    emptied: 'Without a text there is nothing to save. To take the message away, delete it.',
    isGone: 'The message was deleted meanwhile. What you typed is still here to be copied.',
    meanwhile: 'Meanwhile it was given another text:',
    editWaits: 'Waiting to be saved',
    deletionWaits: 'Waiting to be deleted',
    editRefused: 'Not saved:',
    deletionRefused: 'Not deleted:',
    deleteTitle: 'Delete this message?',
    deleteText: 'It goes for everyone, with all its earlier texts, and cannot be brought back.',
    deleteConfirm: 'Delete',
    versionsTitle: 'What it said',
  },

  sending: {
    title: 'Being sent',
    waiting: 'Waiting to be sent',
    sending: 'Sending…',
    sent: 'Sent',
    retry: 'Try again',
    copy: 'Copy text',
    copied: 'Copied',
    discard: 'Discard',
    refused: 'Not sent:',
  },
  voice: {
    begin: 'Record a voice message',
    end: 'End the recording',
    hint: 'Record a voice message: hold it, or press once to begin and once to end',
  },
  asFile: { attach: 'Attach it as a file', name: 'Text.txt' },
}
