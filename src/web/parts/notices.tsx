import { languages, t, wordless } from '../words.ts'

/** What this page has to do without, and what can be done about it. */
export function Notices() {
  const missing = wordless.value
  const words = t().missing
  return (
    <div role="status">
      {missing && (
        // A browser does not ask again for a script that has failed in this page.
        <Notice action={words.reload} act={() => location.reload()}>
          {words.words(languages[missing].name)}
        </Notice>
      )}
    </div>
  )
}

function Notice(props: { children: string; action?: string; act?: () => void }) {
  return (
    <p class="bar">
      <span>{props.children}</span>
      {props.action && (
        <button type="button" onClick={props.act}>
          {props.action}
        </button>
      )}
    </p>
  )
}
