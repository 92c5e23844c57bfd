// Runs inside the page: how the flows find things, the same in each browser.

globalThis.parlorFlows ??= (() => {
  const roles = {
    alert: '[role=alert], [role=alertdialog]',
    article: 'article, [role=article]',
    button: 'button, [role=button]',
    combobox: 'select, [role=combobox]',
    dialog: 'dialog[open], [role=dialog]',
    form: 'form',
    heading: 'h1, h2, h3, h4, h5, h6',
    link: 'a[href]',
    listitem: 'li',
    log: '[role=log]',
    option: '[role=option]',
    textbox: 'textarea, input:not([type]), input[type=text], input[type=password]',
  }
  const shown = (element) =>
    element.checkVisibility({ visibilityProperty: true }) &&
    element.closest('[inert], [aria-hidden=true]') === null
  // biome-ignore lint/performance/useDomNodeTextContent: What people see is meant.
  const saidBy = (element) => element.innerText
  const squeezed = (text) => text.replaceAll(/\s+/gu, ' ').trim()
  const textOf = (node) => {
    if (node.nodeType === 3) return node.data
    if (node.nodeType !== 1 || node.getAttribute('aria-hidden') === 'true') return ''
    return node.getAttribute('aria-label') ?? [...node.childNodes].map(textOf).join(' ')
  }
  const nameOf = (element) => {
    const labels = element.getAttribute('aria-labelledby')?.split(/\s+/u)
    if (labels) return squeezed(labels.map((id) => textOf(document.getElementById(id))).join(' '))
    const label = element.getAttribute('aria-label') ?? element.title
    if (label) return squeezed(label)
    const labelled = element.labels?.length ? [...element.labels] : [element]
    return squeezed(labelled.map(textOf).join(' '))
  }

  /** All that can be seen and is so: `{role, name?, text?, css?, within?}`; `name` is the whole name, `text` part of what it says. */
  const all = ({ role, css = roles[role], name, text, within }) => {
    const scope = within === undefined ? document : all(within)[0]
    return [...(scope?.querySelectorAll(css) ?? [])].filter(
      (element) =>
        shown(element) &&
        (name === undefined || nameOf(element) === name) &&
        (text === undefined || saidBy(element).includes(text)),
    )
  }
  const first = (what) => all(what)[0]

  return {
    count: (what) => all(what).length,
    texts: (what) => all(what).map(saidBy),
    text: (what) => all(what).map(saidBy)[0],
    value: (what) => first(what)?.value,
    attribute: (what, name) => first(what)?.getAttribute(name) ?? null,
    box: (what) => first(what)?.getBoundingClientRect().toJSON(),
    focus: (what) => {
      first(what)?.focus()
    },
    /** Where one would click it: nothing, as long as something else lies over that point. */
    point: async (what) => {
      const element = first(what)
      if (element === undefined || element.disabled) return null
      element.scrollIntoView({ block: 'nearest', behavior: 'instant' })
      const middle = () => {
        const { left, top, width, height } = element.getBoundingClientRect()
        return { x: Math.floor(left + width / 2), y: Math.floor(top + height / 2) }
      }
      const before = middle()
      await new Promise(requestAnimationFrame)
      const { x, y } = middle()
      const hit = document.elementFromPoint(x, y)
      const still = x === before.x && y === before.y
      return still && hit !== null && (element.contains(hit) || hit.contains(element))
        ? { x, y }
        : null
    },
  }
})()
