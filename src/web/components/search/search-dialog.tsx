import closeIcon from 'icon:x'
import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { useApp } from '../../app/app-context.ts'
import { selfId } from '../../app/self.ts'
import { explain, t } from '../../locale/messages.ts'
import { searchTexts } from '../../locale/search/texts.ts'
import { isolated } from '../../text/isolated.ts'
import { asksForSomething, unclearDay } from '../../text/search-terms.ts'
import { Dialog } from '../controls/dialog.tsx'
import { Icon } from '../controls/icon.tsx'
import {
  ask,
  type FoundMessages,
  failure,
  forget,
  found,
  isAsking,
  lookAgain,
  place,
} from './found-messages.ts'
import { Hit } from './hit.tsx'
import { SearchHelp } from './search-help.tsx'

/** One stops for so long when one has typed what one wants; ms. */
const pause = 300

/** Finds messages again. It stands over the page, which stays as it is. */
export function SearchDialog() {
  const app = useApp()
  const { api, searching, recentSearches } = app
  const person = selfId(app)
  const [early] = useState(() => searching.early.splice(0).filter((key) => key.length === 1))
  const typed = useSignal((searching.kept() ?? '') + early.join(''))
  const field = useRef<HTMLInputElement>(null)
  const results = useRef<HTMLElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const words = searchTexts()

  const search = (text: string) => {
    clearTimeout(timer.current)
    searching.keep(text)
    place.scrolled = 0
    place.followed = -1
    if (!asksForSomething(text)) forget()
    else void ask(api, person, text)
  }
  const type = (text: string) => {
    typed.value = text
    clearTimeout(timer.current)
    timer.current = setTimeout(() => search(text), pause)
  }
  const links = () => [...(results.current?.querySelectorAll<HTMLElement>('.hit-link') ?? [])]
  /** The button may go: who has pressed it goes on with what it brought. */
  const more = async (before: FoundMessages) => {
    if (isAsking.peek()) return
    const shown = links().length
    await ask(api, person, before.typed, before)
    requestAnimationFrame(() => links()[shown]?.focus())
  }
  /** From elsewhere than the field, where one goes on. */
  const put = (text: string) => {
    typed.value = text
    search(text)
    field.current?.focus()
  }

  useLayoutEffect(() => {
    const isKept = found.peek()?.person === person && found.peek()?.typed === typed.peek()
    if (isKept) void lookAgain(api)
    else {
      forget()
      search(typed.peek())
    }
    const list = results.current
    if (list) list.scrollTop = place.scrolled
    const followed = links()[place.followed]
    if (followed) followed.focus({ preventScroll: true })
    else field.current?.focus()
    return () => {
      clearTimeout(timer.current)
      if (list) place.scrolled = list.scrollTop
    }
  }, [])

  /** Arrow keys lead from the field to what was found, and along it. */
  const walk = (event: KeyboardEvent) => {
    // A field for searching would take it to be emptied.
    if (event.key === 'Escape' && !event.isComposing) {
      event.preventDefault()
      searching.close()
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step || event.isComposing) return
    const all = links()
    const at = all.findIndex((link) => link.matches(':focus')) + step
    if (at < 0) field.current?.focus()
    else all[at]?.focus()
    event.preventDefault()
  }

  const all = found.value?.person === person ? found.value : null
  // What is deleted meanwhile in the room behind it is shown no longer.
  const deleted = new Set(
    app.store.messages.value.flatMap(({ id, deletedAt }) => (deletedAt === null ? [] : [id])),
  )
  const hits = all?.hits.filter(({ message }) => !deleted.has(message.id)) ?? []
  return (
    <Dialog title={words.title} kind="search" close={searching.close}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of what stands within */}
      <div class="search-parts" onKeyDown={walk}>
        <search class="search-field">
          <form
            onSubmit={(event) => {
              event.preventDefault()
              search(typed.value)
              recentSearches.use(typed.value)
            }}
          >
            <input
              ref={field}
              type="search"
              dir="auto"
              aria-label={words.field}
              placeholder={words.field}
              autocomplete="off"
              enterKeyHint="search"
              maxLength={500}
              value={typed.value}
              onInput={({ currentTarget }) => type(currentTarget.value)}
            />
          </form>
          <button type="button" class="plain" title={t().close} onClick={searching.close}>
            <Icon of={closeIcon} />
            <span class="visually-hidden">{t().close}</span>
          </button>
        </search>
        <SearchHelp typed={typed.value} put={put} />
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: a link is pressed by Enter, which is a click */}
        <section
          ref={results}
          aria-label={words.results}
          aria-busy={isAsking.value}
          class="hits"
          onClick={({ defaultPrevented }) => {
            // A link has led elsewhere. Opened in another tab, it leaves one here.
            if (!defaultPrevented) return
            place.followed = links().findIndex((link) => link.matches(':focus'))
            recentSearches.use(typed.value)
            searching.leave()
          }}
        >
          <p class="quiet" role="status">
            {all ? status() : isAsking.value ? words.searching : ''}
          </p>
          {failure.value && (
            <p class="error" role="alert">
              {explain(failure.value)}{' '}
              <button type="button" class="link" onClick={() => put(typed.value)}>
                {words.again}
              </button>
            </p>
          )}
          {hits.map((hit) => (
            <Hit key={hit.message.id} hit={hit} />
          ))}
          {all?.next && (
            <button type="button" aria-disabled={isAsking.value} onClick={() => void more(all)}>
              {words.more}
            </button>
          )}
        </section>
      </div>
    </Dialog>
  )

  function status(): string {
    if (!all) return ''
    const { next, indexedAll } = all
    const count = next === null ? words.found(hits.length) : words.foundMore(hits.length)
    const unclear = unclearDay(all.typed)
    return [
      hits.length > 0 || next !== null ? count : words.none,
      indexedAll ? '' : words.notAll,
      unclear === undefined ? '' : words.noDay(isolated(unclear)),
    ]
      .filter((each) => each !== '')
      .join(' ')
  }
}
