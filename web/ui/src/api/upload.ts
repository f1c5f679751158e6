// Sends a file with its progress, which fetch cannot tell.
export interface UploadOptions {
  headers: Record<string, string>
  withCookie: boolean
  onProgress: (share: number) => void // 0 to 1
  signal: AbortSignal
  timeoutMs?: number
}

const uploadMs = 180_000 // on a slow line

// The answer, whatever its status; undefined when there was none.
export function sendFile(url: string, file: Blob, options: UploadOptions): Promise<Response | undefined> {
  const { headers, withCookie, onProgress, signal } = options
  return new Promise(resolve => {
    const xhr = new XMLHttpRequest()
    xhr.open('POST', url)
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value)
    xhr.withCredentials = withCookie
    xhr.timeout = options.timeoutMs ?? uploadMs
    xhr.upload.onprogress = ({ lengthComputable, loaded, total }) => lengthComputable && onProgress(loaded / total)
    xhr.onload = () => {
      const after = xhr.getResponseHeader('Retry-After')
      resolve(
        new Response(xhr.responseText, { status: xhr.status, headers: after === null ? {} : { 'Retry-After': after } }),
      )
    }
    xhr.onerror = xhr.ontimeout = xhr.onabort = () => resolve(undefined)
    signal.addEventListener('abort', () => xhr.abort())
    if (signal.aborted) resolve(undefined)
    else xhr.send(file)
  })
}
