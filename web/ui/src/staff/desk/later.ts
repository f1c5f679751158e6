// Does something soon, once, however often it is asked: lines that change ten times a
// second at the September peak must not make ten requests a second from each desk.
export class Later {
  readonly #ms: number
  readonly #act: () => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #last = 0

  constructor(ms: number, act: () => void) {
    this.#ms = ms
    this.#act = act
  }

  // With `rest`, no sooner than that: it has just failed.
  ask(rest = 50): void {
    if (this.#timer !== undefined) return
    const wait = Math.max(rest, this.#last + this.#ms - Date.now())
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#last = Date.now()
      this.#act()
    }, wait)
  }

  cancel(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }
}
