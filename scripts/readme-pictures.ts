import { mkdir } from 'node:fs/promises'
import sharp from 'sharp'

/** `npm run pictures`: makes the README's pictures of the screenshots that were just taken, few bytes each. */
const pictures = {
  'room-1440-light': 'room',
  'rooms-768-light': 'rooms',
  'room-360-dark': 'phone',
}

await mkdir('docs/pictures', { recursive: true })
for (const [screenshot, picture] of Object.entries(pictures)) {
  await sharp(`screenshots/${screenshot}.png`)
    .png({ palette: true, colours: 128, effort: 10 })
    .toFile(`docs/pictures/${picture}.png`)
}
