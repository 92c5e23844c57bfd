/** `npm run test:faults` takes its time; `npm test` runs the same tests with less of everything. */
export const thorough = process.env.FAULTS === 'all'
