// A client-made id, by which the server recognizes a message that is sent again.
// crypto.randomUUID exists in secure contexts only; host pages may be plain http.
export function newID(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
