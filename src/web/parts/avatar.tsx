/** A person's initial on a hue that follows from their name, the same on every screen. */
export function Avatar({ name }: { name: string }) {
  return (
    <span class="avatar" data-hue={hueOf(name)} aria-hidden="true">
      {initialOf(name)}
    </span>
  )
}

const hues = 12

function hueOf(name: string) {
  let hash = 0
  for (const sign of name.normalize('NFC').toLowerCase()) {
    hash = (hash * 31 + (sign.codePointAt(0) ?? 0)) >>> 0
  }
  return hash % hues
}

const initialOf = (name: string) => Array.from(name)[0]?.toLocaleUpperCase() ?? ''
