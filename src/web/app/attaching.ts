import { createAttachments } from './attachments.ts'
import { addressOf } from './base-path.ts'
import { createBlobs } from './blobs.ts'
import { upload } from './uploading.ts'

type Deps = Omit<Parameters<typeof createAttachments>[0], 'blobs' | 'upload'>

/** All that is needed once something is attached, in one script. */
export const startAttaching = (database: () => IDBFactory | undefined, deps: Deps) =>
  createAttachments({ ...deps, upload, blobs: createBlobs(database, addressOf('files')) })
