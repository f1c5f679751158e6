// How the operator learns of what is new while looking elsewhere: the title, one polite
// announcement, and (when they asked for them) a short sound made here, with no file, and a
// notification of the system. A notification never shows what a student wrote: it stands on
// the screen for all to see.
import { signal } from '@preact/signals'
import { preferences } from '../app/storage'

export const sound = signal(preferences.read<boolean>('sound') ?? false)
// Only what the browser still allows.
export const notices = signal((preferences.read<boolean>('notices') ?? false) && permission() === 'granted')

export function setSound(on: boolean): void {
  sound.value = on
  preferences.write('sound', on)
  if (on) ring()
}

type Asked = NotificationPermission | 'unsupported'

// The browser asks the operator for leave, if it was not asked before; what it answers is
// returned.
export async function setNotices(on: boolean): Promise<Asked> {
  const asked = on && permission() === 'default' ? await Notification.requestPermission() : permission()
  notices.value = on && asked === 'granted'
  preferences.write('notices', notices.peek())
  return asked
}

export function permission(): Asked {
  return typeof Notification === 'undefined' ? 'unsupported' : Notification.permission
}

// Shown only to who does not look at the page; what is about the same chat replaces what was.
export function notify(chat: string, title: string, onOpen: () => void): void {
  if (!notices.peek() || document.visibilityState === 'visible') return
  const shown = new Notification(title, { tag: `sportello ${chat}` })
  shown.onclick = () => {
    window.focus()
    onOpen()
    shown.close()
  }
}

const calls = {
  message: { tones: [660, 880], volume: 0.08 },
  urgent: { tones: [880, 660, 880, 660], volume: 0.14 },
}
const toneS = 0.09
const fadeS = 0.21

export function ring(call: keyof typeof calls = 'message'): void {
  if (!sound.peek() || typeof AudioContext === 'undefined') return
  const { tones, volume } = calls[call]
  const audio = new AudioContext()
  const tone = audio.createOscillator()
  const gain = audio.createGain()
  tones.forEach((hz, i) => void tone.frequency.setValueAtTime(hz, audio.currentTime + i * toneS))
  const last = audio.currentTime + (tones.length - 1) * toneS
  gain.gain.setValueAtTime(volume, last)
  gain.gain.exponentialRampToValueAtTime(0.001, last + fadeS)
  tone.connect(gain).connect(audio.destination)
  tone.onended = () => void audio.close()
  tone.start()
  tone.stop(last + fadeS)
}
