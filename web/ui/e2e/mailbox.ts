// A mail server for one program: it keeps what it takes, and has one address wait.
import { createServer, type Server, type Socket } from 'node:net'
import { listen } from './listen'
import type { StandIn } from './people'

export class Mailbox implements StandIn {
  readonly letters: { to: string; text: string }[] = []
  waits = '' // an address that is told to come back later
  readonly #server: Server = createServer(socket => this.#talk(socket))

  async start(): Promise<Record<string, string>> {
    return {
      SPORTELLO_SMTP_URL: `smtp://127.0.0.1:${await listen(this.#server)}?tls=none`,
      SPORTELLO_SMTP_FROM: 'Segreteria studenti <avvisi@example.edu>',
    }
  }

  stop(): void {
    this.#server.close()
  }

  // The address, below the server's, to which the last letter to somebody leads.
  link(to: string, page: string): string | undefined {
    const letter = this.letters
      .findLast(one => one.to === to)
      ?.text.replaceAll('=\r\n', '')
      .replaceAll('=3D', '=')
    return new RegExp(`(/notices/${page}\\?[\\w=&-]+)`).exec(letter ?? '')?.[1]
  }

  #talk(socket: Socket): void {
    let [buffer, to, inData] = ['', '', false]
    const answer = (line: string) => socket.write(`${line}\r\n`)
    answer('220 mail.example.edu')
    socket.on('error', () => undefined) // the program went
    socket.on('data', chunk => {
      buffer += String(chunk)
      for (;;) {
        const end = buffer.indexOf(inData ? '\r\n.\r\n' : '\r\n')
        if (end < 0) return
        const said = buffer.slice(0, end)
        buffer = buffer.slice(end + (inData ? 5 : 2))
        if (inData) {
          this.letters.push({ to, text: said })
          inData = false
          answer('250 taken')
          continue
        }
        to = /^RCPT TO:<([^>]*)>/i.exec(said)?.[1] ?? to
        inData = /^DATA/i.test(said)
        answer(this.#reply(said, to))
      }
    })
  }

  #reply(said: string, to: string): string {
    if (/^EHLO/i.test(said)) return '250-mail.example.edu\r\n250 8BITMIME'
    if (/^RCPT/i.test(said) && to === this.waits) return '451 later'
    if (/^DATA/i.test(said)) return '354 go on'
    if (/^QUIT/i.test(said)) return '221 bye'
    return '250 ok'
  }
}
