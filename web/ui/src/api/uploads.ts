// The files of one composer: uploaded one after the other as they are chosen, then sent
// with the message. A file keeps its id through retries, so the server keeps it once.
import { Failure } from './client'
import { newID } from './ids'
import type { Attachment } from './types'

export const acceptedPictures = 'image/jpeg,image/png,image/gif,image/webp'
export const acceptedFiles = `application/pdf,${acceptedPictures}`
const accepted = /^(application\/pdf|image\/(jpeg|png|gif|webp))$/
const maxBytes = 10 * 2 ** 20 // as the server's
const maxAtOnce = 5

export interface Uploading {
  client_id: string
  file: File
  state: 'waiting' | 'sending' | 'ready' | 'failed'
  share: number // sent, 0 to 1
  attachment?: Attachment
  why?: Failure
}

export type Upload = (
  file: File,
  client_id: string,
  onProgress: (share: number) => void,
  signal: AbortSignal,
) => Promise<Attachment>

export class Uploads {
  readonly #upload: Upload
  readonly #onChange: (items: readonly Uploading[]) => void
  #items: readonly Uploading[] = []
  #sending: { client_id: string; abort: AbortController } | undefined

  constructor(upload: Upload, onChange: (items: readonly Uploading[]) => void) {
    this.#upload = upload
    this.#onChange = onChange
  }

  // Takes what was chosen, dropped or pasted. What the server would refuse is refused here,
  // before it is sent over a slow line.
  add(files: Iterable<File>): void {
    const more = [...files].map(file => judged({ client_id: newID(), file, state: 'waiting', share: 0 }))
    this.#set([...this.#items, ...more].slice(0, maxAtOnce))
    void this.#run()
  }

  retry(client_id: string): void {
    this.#change(client_id, ({ why: _, ...item }) => ({ ...item, state: 'waiting', share: 0 }))
    void this.#run()
  }

  // Gives a file up, uploaded or not: the server forgets one that no message shows.
  remove(client_id: string): void {
    this.#set(this.#items.filter(item => item.client_id !== client_id))
    if (this.#sending?.client_id === client_id) this.#sending.abort.abort()
  }

  // The files that are ready, for the message; they leave the composer.
  take(): Attachment[] {
    const ready = this.#items.flatMap(({ attachment }) => attachment ?? [])
    this.#set(this.#items.filter(item => !item.attachment))
    return ready
  }

  stop(): void {
    this.#sending?.abort.abort()
    this.#set([])
  }

  async #run(): Promise<void> {
    if (this.#sending) return
    for (let next = this.#next(); next; next = this.#next()) {
      const { client_id, file } = next
      const abort = new AbortController()
      this.#sending = { client_id, abort }
      this.#change(client_id, item => ({ ...item, state: 'sending' }))
      const onProgress = (share: number) => this.#change(client_id, item => ({ ...item, share }))
      try {
        const attachment = await this.#upload(file, client_id, onProgress, abort.signal)
        this.#change(client_id, item => ({ ...item, state: 'ready', share: 1, attachment }))
      } catch (error) {
        const why = error instanceof Failure ? error : new Failure('unreadable', '', '', 0)
        this.#change(client_id, item => ({ ...item, state: 'failed', why }))
      }
      this.#sending = undefined
    }
  }

  #next(): Uploading | undefined {
    return this.#items.find(item => item.state === 'waiting')
  }

  #change(client_id: string, to: (item: Uploading) => Uploading): void {
    this.#set(this.#items.map(item => (item.client_id === client_id ? to(item) : item)))
  }

  #set(items: readonly Uploading[]): void {
    this.#items = items
    this.#onChange(items)
  }
}

function judged(item: Uploading): Uploading {
  const { size, type } = item.file
  const code = size > maxBytes ? 'file_large' : type !== '' && !accepted.test(type) ? 'file_type' : undefined
  return code ? { ...item, state: 'failed', why: new Failure(code, '', '', 400) } : item
}

// "230 kB", "1,4 MB"
export function fileSize(bytes: number, locale: string): string {
  const [value, unit] = bytes < 1e6 ? [Math.max(1, bytes / 1e3), 'kilobyte'] : [bytes / 1e6, 'megabyte']
  const maximumFractionDigits = value < 10 && unit === 'megabyte' ? 1 : 0
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits }).format(value)
}

// The files of a paste or a drop; none where there is only text.
export function filesOf(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])]
}
