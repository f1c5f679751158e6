// Servers of the tests' own, on free ports of this machine.
import { type AddressInfo, createServer, type Server } from 'node:net'

// Has a server listen, and tells at which port.
export async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

// A port that nobody uses.
export async function freePort(): Promise<number> {
  const server = createServer()
  const port = await listen(server)
  await new Promise(resolve => server.close(resolve))
  return port
}
