/** Why nothing can be recorded. */
export type NotRecorded = 'refused' | 'no_microphone'

type Listener = {
  /** It has begun. */
  begun: () => void
  /** How loud it is just now, from 0 to 1. */
  level: (level: number) => void
  /** It has ended; null: there is nothing to be kept of it. */
  ended: (recorded: Blob | null) => void
  failed: (why: NotRecorded) => void
}

export type Recording = {
  /** Ends it; what was said is kept. */
  end: () => void
  /** Ends it, and keeps nothing. */
  discard: () => void
}

/** Opus wherever the browser has it; Safari before 18.4 has AAC alone. */
const types = [
  'audio/webm;codecs=opus',
  'audio/ogg;codecs=opus',
  'audio/mp4;codecs=opus',
  'audio/mp4',
]
/** Enough for a voice, and half an hour of it is 7 MB; bits per second. */
const bitRate = 32_000
/** What is shorter was a slip of the finger; ms. */
const shortest = 300
/** Speech is quiet: so loud is as loud as is shown. */
const loudest = 0.25

/** Records from the microphone until it is ended, by whatever. */
export function record(listener: Listener): Recording {
  let isWanted = true
  let isOver = false
  let stop = () => {
    isOver = true
    listener.ended(null)
  }
  let release = () => {}

  const begin = async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    const letGo = () => {
      for (const track of stream.getTracks()) track.stop()
    }
    release = letGo
    if (isOver) return release()
    const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type))
    const recorder = new MediaRecorder(stream, {
      ...(mimeType && { mimeType }),
      audioBitsPerSecond: bitRate,
    })
    const pieces: Blob[] = []
    const began = performance.now()
    const deaf = listenTo(stream, listener.level)
    release = () => {
      deaf()
      letGo()
    }
    recorder.ondataavailable = ({ data }) => pieces.push(data)
    recorder.onstop = () => {
      isOver = true
      release()
      const isLongEnough = performance.now() - began >= shortest
      const type = recorder.mimeType.split(';')[0] ?? ''
      listener.ended(isWanted && isLongEnough ? new Blob(pieces, { type }) : null)
    }
    stop = () => {
      if (recorder.state !== 'inactive') recorder.stop()
    }
    recorder.start()
    listener.begun()
  }

  begin().catch((reason: unknown) => {
    release()
    if (isOver) return
    isOver = true
    const isMissing = reason instanceof DOMException && reason.name === 'NotFoundError'
    listener.failed(isMissing ? 'no_microphone' : 'refused')
  })

  return {
    end() {
      if (!isOver) stop()
    },
    discard() {
      isWanted = false
      if (!isOver) stop()
    },
  }
}

/** Tells how loud a stream is, with every frame that is drawn. Returns how to end that. */
function listenTo(stream: MediaStream, tell: (level: number) => void): () => void {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  analyser.fftSize = 1024
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  let frame = 0
  const look = () => {
    analyser.getFloatTimeDomainData(samples)
    const power = samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length
    tell(Math.min(1, Math.sqrt(power) / loudest))
    frame = requestAnimationFrame(look)
  }
  look()
  return () => {
    cancelAnimationFrame(frame)
    void context.close()
  }
}
