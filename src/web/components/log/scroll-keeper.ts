/**
 * Keeps what a reader looks at where it is while messages come and go around it, and keeps a reader
 * who is at the end at the end.
 *
 * Positions are measured against the content, not the window: a scroll that the browser has already
 * made but not yet told us of is then left alone. Scroll anchoring as browsers do it by themselves
 * is switched off in the style, since not all do and none do it at the very top.
 */
export class ScrollKeeper {
  /** True while the reader is at the end and new messages should push the old ones up. */
  following = true
  /** True if the reader's last own movement was towards the past. */
  lookingUp = false
  readonly #scroller: HTMLElement
  readonly #content: HTMLElement
  #anchor: { element: Element; offset: number } | null = null
  #top = 0

  constructor(scroller: HTMLElement, content: HTMLElement) {
    this.#scroller = scroller
    this.#content = content
  }

  /** Takes note of where the reader is; to be called on every scroll. */
  note(atNewest: boolean) {
    this.notice()
    if (!atNewest) this.following = false
    else if (this.distances().below < nearPx) this.following = true
    this.#remember()
  }

  /**
   * Takes notice of a move of the reader's own, of which the browser may not have told us yet; to
   * be called before the content changes, since a change can move the browser's position as well.
   */
  notice() {
    const { scrollTop } = this.#scroller
    if (scrollTop === this.#top) return
    this.lookingUp = scrollTop < this.#top
    if (this.lookingUp && this.distances().below >= nearPx) this.following = false
  }

  /** Puts the reader back to where they were, after the content or the window changed its size. */
  settle(atNewest: boolean) {
    const { element, offset } = this.#anchor ?? {}
    if (this.following) {
      this.#pushDown(0)
      this.#scroller.scrollTop = this.#scroller.scrollHeight
    } else if (element?.isConnected && offset !== undefined) {
      const moved = this.#offsetOf(element) - offset
      if (moved !== 0) this.#scroller.scrollTop += moved
    }
    if (!atNewest) this.following = false
    this.#remember()
  }

  /**
   * Holds the first line of an element where it is on the screen, while the element grows or shrinks
   * by the reader's own will.
   * @returns what is to be called when it has done so
   */
  hold(element: Element): (atNewest: boolean) => void {
    const before = this.#onScreen(element)
    return (atNewest) => {
      this.#putAt(element, before)
      // Folded by its lower end, it may now lie above the window altogether.
      const out = this.#onScreen(element) + element.clientHeight < nearPx
      if (out) this.#scroller.scrollTop += this.#onScreen(element)
      this.following = atNewest && this.distances().below <= 1
      this.#remember()
    }
  }

  /** A short log stands at the bottom of its window: what cannot be scrolled is pushed down. */
  #putAt(element: Element, place: number) {
    this.#pushDown(0)
    const moved = this.#onScreen(element) - place
    const { scrollTop } = this.#scroller
    if (scrollTop + moved >= 0) this.#scroller.scrollTop = scrollTop + moved
    else {
      this.#pushDown(this.#freeAbove() - moved - scrollTop)
      this.#scroller.scrollTop = 0
    }
  }

  #pushDown(px: number) {
    if (px > 0) this.#content.style.setProperty('--room-above', `${px}px`)
    else this.#content.style.removeProperty('--room-above')
  }

  /** How much of the window a short log leaves free. */
  #freeAbove() {
    const filled = this.#content.offsetHeight
    this.#content.style.minBlockSize = '0'
    const own = this.#content.offsetHeight
    this.#content.style.minBlockSize = ''
    return filled - own
  }

  /** Shows an element about a quarter down the window. */
  show(element: Element) {
    this.#scroller.scrollTop = this.#offsetOf(element) - this.#scroller.clientHeight / 4
    // What fits below it may be all that there is.
    this.following = this.distances().below < nearPx
    this.#remember()
  }

  /** The `seq` of the first message that is in view. */
  get firstSeq() {
    const element = this.#firstVisible()
    return element instanceof HTMLElement ? Number(element.dataset.seq) : null
  }

  get scrollable() {
    return this.#scroller.scrollHeight > this.#scroller.clientHeight
  }

  /** How far the reader is from the beginning and the end of what is drawn, in pixels. */
  distances() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller
    return { above: scrollTop, below: scrollHeight - clientHeight - scrollTop }
  }

  #remember() {
    this.#top = this.#scroller.scrollTop
    const element = this.#firstVisible()
    this.#anchor = element && { element, offset: this.#offsetOf(element) }
  }

  #firstVisible(): Element | null {
    const children = this.#content.children
    const top = this.#scroller.getBoundingClientRect().top
    let low = 0
    let high = children.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((children[middle]?.getBoundingClientRect().bottom ?? 0) > top) high = middle
      else low = middle + 1
    }
    // What goes when the drawn part moves on is no hold: day lines and such do, messages do not.
    let element = children[low] ?? null
    while (element && !element.matches('article')) element = element.nextElementSibling
    return element
  }

  /** Where an element begins, from the upper edge of the window. */
  #onScreen(element: Element) {
    return element.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top
  }

  #offsetOf(element: Element) {
    return element.getBoundingClientRect().top - this.#content.getBoundingClientRect().top
  }
}

/** A reader this close to the end counts as being there. */
const nearPx = 48
