// How the operator learns of a new message while looking elsewhere: the title, one polite
// announcement, and (when they asked for it) a short sound made here, with no file.
import { signal } from '@preact/signals'
import { preferences } from '../app/storage'

export const sound = signal(preferences.read<boolean>('sound') ?? false)

export function setSound(on: boolean): void {
  sound.value = on
  preferences.write('sound', on)
  if (on) ring()
}

export function ring(): void {
  if (!sound.peek() || typeof AudioContext === 'undefined') return
  const audio = new AudioContext()
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  tone.frequency.setValueAtTime(660, audio.currentTime)
  tone.frequency.setValueAtTime(880, audio.currentTime + 0.09)
  volume.gain.setValueAtTime(0.08, audio.currentTime)
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.3)
  tone.connect(volume).connect(audio.destination)
  tone.onended = () => void audio.close()
  tone.start()
  tone.stop(audio.currentTime + 0.3)
}
