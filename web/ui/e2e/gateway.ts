// The university's SMS gateway, for one program: it wants its messages signed, keeps what it
// takes, and hands on what people answer.
import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { listen } from './listen'
import type { StandIn } from './people'

export class Gateway implements StandIn {
  readonly #secret = 'a secret of the tests'
  readonly taken = new Map<string, { to: string; text: string }>() // by id: a repeat changes nothing
  readonly #server: Server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => {
      body += String(chunk)
    })
    request.on('end', () => {
      const at = String(request.headers['sportello-timestamp'])
      if (request.headers['sportello-signature'] !== this.#sign(at, body)) return response.writeHead(401).end()
      const { id, to, text } = JSON.parse(body)
      this.taken.set(id, { to, text })
      return response.writeHead(202).end()
    })
  })

  async start(): Promise<Record<string, string>> {
    return {
      SPORTELLO_SMS_URL: `http://127.0.0.1:${await listen(this.#server)}/send`,
      SPORTELLO_SMS_SECRET: this.#secret,
    }
  }

  stop(): void {
    this.#server.close()
  }

  // What came to a number last.
  last(to: string): string | undefined {
    return [...this.taken.values()].findLast(one => one.to === to)?.text
  }

  // Somebody answers an SMS.
  async answers(server: string, from: string, text: string): Promise<number> {
    const body = JSON.stringify({ from, text })
    const at = String(Math.floor(Date.now() / 1000))
    const headers = {
      'Content-Type': 'application/json',
      'Sportello-Timestamp': at,
      'Sportello-Signature': this.#sign(at, body),
    }
    return (await fetch(`${server}/api/v1/sms/replies`, { method: 'POST', headers, body })).status
  }

  #sign(at: string, body: string): string {
    return `v1=${createHmac('sha256', this.#secret).update(`${at}.${body}`).digest('hex')}`
  }
}
