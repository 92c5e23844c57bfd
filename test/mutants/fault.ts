/** A deliberate fault: a few words of the source are replaced by others, in a copy of it. */
export interface Fault {
  name: string
  /** The test file that is to catch it, below `test/`, without its ending. */
  test: string
  file: string
  /** Must occur exactly once: it is chosen so that it says what is meant, whatever is renamed around it. */
  find: string
  put: string
  /** A part of the name of the test that is to catch it: in a browser, all of a file takes a minute. */
  sentence?: string
}

export function fault(
  name: string,
  test: string,
  file: string,
  find: string,
  put: string,
  sentence?: string,
): Fault {
  return { name, test, file, find, put, ...(sentence !== undefined && { sentence }) }
}

/** In which project of `vitest.config.ts` a test runs: on SQLite, where it could run on either. */
export function projectOf({ test }: Pick<Fault, 'test'>): string {
  const [folder = ''] = test.split('/')
  switch (folder) {
    case 'domain':
    case 'protocol':
    case 'web':
      return 'unit'
    case 'http':
    case 'contract':
      return 'http (sqlite)'
    default:
      return folder
  }
}
