import { copyFile, mkdir } from 'node:fs/promises'

/** `npm run pictures`: takes the README's pictures from the screenshots that were just made. */
const pictures = {
  'room-1440-light': 'room',
  'rooms-768-light': 'rooms',
  'room-360-dark': 'phone',
}

await mkdir('docs/pictures', { recursive: true })
for (const [screenshot, picture] of Object.entries(pictures)) {
  await copyFile(`screenshots/${screenshot}.png`, `docs/pictures/${picture}.png`)
}
