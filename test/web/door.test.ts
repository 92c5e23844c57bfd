import { expect, test } from 'vitest'
import { arrivalOf } from '../../src/web/app/door.ts'

const here = 'https://chat.example.org'
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0'
const chromium =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0'

interface Arriving {
  userAgent: string
  referrer: string
  worker: boolean
}

/** What the page knows of how one came, of all that a window has. */
function aPage({ userAgent, referrer, worker }: Arriving): Window {
  const serviceWorker = { controller: worker ? {} : null }
  return {
    document: { referrer },
    location: { origin: here },
    navigator: { userAgent, serviceWorker },
  } as unknown as Window
}

test.for([
  ['the server’s word counts', chromium, '', true, 'own', 'own'],
  [
    'and where it says that one came from elsewhere',
    chromium,
    `${here}/`,
    true,
    'foreign',
    'foreign',
  ],
  ['in Firefox without a worker, too', firefox, '', false, 'own', 'own'],
  ['but not where its worker asked', firefox, '', true, 'own', 'unknown'],
  ['nor if the link was elsewhere', firefox, 'https://other.example/', true, 'own', 'foreign'],
  ['while a link of our own is one', firefox, `${here}/rooms`, true, 'own', 'own'],
  ['and elsewhere stays elsewhere', firefox, '', true, 'foreign', 'foreign'],
  ['without a word of the server', chromium, '', true, undefined, 'unknown'],
] as const)('where a page came from: %s', ([_, userAgent, referrer, worker, told, arrival]) => {
  expect(arrivalOf(aPage({ userAgent, referrer, worker }), told)).toBe(arrival)
})
