/**
 * Puts a text into the clipboard, also where the page came over plain HTTP and has no Clipboard API.
 * Returns whether it is there.
 */
export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    const written = navigator.clipboard.writeText(text)
    return written.then(
      () => true,
      () => false,
    )
  }
  const put = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  document.addEventListener('copy', put, { capture: true, once: true })
  // Deprecated, without another way where the page is not secure.
  const done = document.execCommand('copy')
  document.removeEventListener('copy', put, { capture: true })
  return done
}
