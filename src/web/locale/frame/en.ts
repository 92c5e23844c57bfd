import { pluralIn } from '../plural.ts'

const plural = pluralIn('en')

export const en = {
  product: 'Parlor',
  skip: 'Skip to the content',
  close: 'Close',
  cancel: 'Cancel',

  connection: {
    lost: (since: string) => `No connection since ${since}.`,
    nextTry: (seconds: number) =>
      plural(seconds, { one: 'Next try in # second.', other: 'Next try in # seconds.' }),
    trying: 'Trying now…',
    tryNow: 'Try now',
    offlineTitle: 'The server cannot be reached',
    offline: 'You may be offline. Parlor goes on by itself once there is a line.',
  },

  missing: {
    words: (language: string) =>
      `The words of ${language} could not be loaded: the page is as it was until they come.`,
    part: 'This part of the page could not be loaded.',
    updated: 'Parlor was updated. This page loads anew by itself once nothing is lost by it.',
    reload: 'Load it anew',
    cookies:
      'Your browser blocks cookies for this site, and Parlor knows you by one. Allow them by the sign beside the address, and load the page anew.',
    earlier: (when: string) =>
      `Without a line to the server: this is how it was at ${when}. It goes on by itself.`,
    storage:
      'Your browser keeps nothing for this site: what you have not sent is lost when you close or reload the page. Allow this site to store data.',
  },

  broken: {
    title: 'Something broke',
    text: 'The page ran into an error of its own. What you had written is kept.',
    again: 'Show the page again',
  },

  attention: {
    unreadTitle: (count: number, title: string) => `(${count}) ${title}`,
    notification: (name: string, room: string) => `${name} in ${room}`,
  },
}
