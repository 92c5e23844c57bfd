/** A browser, as far as the flows need one; coordinates are CSS pixels of the window's viewport. */
export interface Driver {
  /** What was really started: `Firefox 128.0`. */
  readonly version: string
  /** Somebody's own cookies and storage, shared with nobody. */
  newProfile(): Promise<Profile>
  /** Whether its automation has fingers; where not, taps are clicks. */
  readonly touch: boolean
  /** Whether keys go through an input method: that of GTK, which makes signs of their numbers. */
  readonly inputMethod: boolean
  close(): Promise<void>
}

export interface Profile {
  newWindow(): Promise<Window>
  close(): Promise<void>
}

export interface Window {
  /** Ends when the document has loaded. */
  goto(url: string): Promise<void>
  /** As by the button of the browser; ends when the document has loaded. */
  reload(): Promise<void>
  /** Runs an expression in the page, and waits for a promise. @throws what the page threw, as text */
  evaluate<Result>(expression: string): Promise<Result>
  /** Keys as `KeyboardEvent.key` names them, with modifiers as in `Control+z`. */
  press(chord: string): Promise<void>
  type(text: string): Promise<void>
  undo(): Promise<void>
  redo(): Promise<void>
  click(x: number, y: number): Promise<void>
  /** One finger. */
  tap(x: number, y: number): Promise<void>
  /** Turns the wheel over a point; downwards is positive. */
  wheel(x: number, y: number, by: number): Promise<void>
  /** A PNG of what can be seen. */
  screenshot(): Promise<Buffer>
}
