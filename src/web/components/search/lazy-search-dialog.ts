import { lazy } from '../controls/lazy.tsx'

export const SearchDialog = lazy(async () => (await import('./search-dialog.tsx')).SearchDialog)
