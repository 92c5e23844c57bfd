/** Two soft notes, made on the spot: no file to fetch. */
export function chime(): void {
  // A page that nobody has touched yet may make no sound: the notes would wait for a touch.
  if (navigator.userActivation?.hasBeenActive === false) return
  const context = new AudioContext()
  for (const [index, frequency] of [659.25, 880].entries()) {
    const at = context.currentTime + index * 0.12
    const note = new OscillatorNode(context, { frequency })
    const volume = new GainNode(context, { gain: 0 })
    volume.gain.setTargetAtTime(0.08, at, 0.01)
    volume.gain.setTargetAtTime(0, at + 0.1, 0.08)
    note.connect(volume).connect(context.destination)
    note.start(at)
    note.stop(at + 0.6)
    if (index === 1) note.addEventListener('ended', () => void context.close())
  }
}
