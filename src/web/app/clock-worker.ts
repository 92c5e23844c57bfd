/** Runs in a worker: answers each `{id, ms}` with `id`, `ms` milliseconds later. */
addEventListener('message', ({ data }: MessageEvent<{ id: number; ms: number }>) => {
  setTimeout(() => postMessage(data.id), data.ms)
})
