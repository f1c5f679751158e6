// A wire between a browser and the server that can be cut and mended.
import { connect, createServer, type Server, type Socket } from 'node:net'

export class Wire {
  readonly #open = new Set<Socket>()
  readonly #server: Server
  #cut = false

  private constructor(target: URL) {
    this.#server = createServer(near => {
      if (this.#cut) {
        near.destroy()
        return
      }
      const far = connect(Number(target.port), target.hostname)
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#open.add(from)
        from.pipe(to)
        from.on('error', () => to.destroy())
        from.on('close', () => {
          this.#open.delete(from)
          to.destroy()
        })
      }
    })
  }

  static to(target: string): Promise<Wire> {
    const wire = new Wire(new URL(target))
    return new Promise(resolve => wire.#server.listen(0, '127.0.0.1', () => resolve(wire)))
  }

  get url(): string {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('not listening')
    return `http://127.0.0.1:${address.port}`
  }

  cut(): void {
    this.#cut = true
    for (const socket of this.#open) socket.destroy()
  }

  mend(): void {
    this.#cut = false
  }

  close(): void {
    this.cut()
    this.#server.close()
  }
}
