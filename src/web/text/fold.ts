// All finders and completions share one rule with the search on the server.
export { fold } from '../../protocol/fold.ts'
