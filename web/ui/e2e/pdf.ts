// PDFs of a few lines, so that each test says what is in its guide.
export function pdf(pages: readonly (readonly string[])[]): Buffer {
  const parts: string[] = ['%PDF-1.7\n']
  const offsets: number[] = []
  const length = () => parts.reduce((sum, part) => sum + part.length, 0) // Latin-1: a byte for each
  const object = (body: string) => {
    offsets.push(length())
    parts.push(`${offsets.length} 0 obj\n${body}\nendobj\n`)
  }
  const kids = pages.map((_, n) => `${5 + 2 * n} 0 R`).join(' ')
  object('<< /Type /Catalog /Pages 2 0 R >>')
  object(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`)
  object('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>')
  object('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>')
  pages.forEach((lines, n) => {
    const fonts = '/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>'
    object(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${6 + 2 * n} 0 R ${fonts} >>`)
    const text = drawn(lines)
    object(`<< /Length ${text.length} >>\nstream\n${text}\nendstream`)
  })
  const start = length()
  const table = offsets.map(at => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const size = offsets.length + 1
  parts.push(`xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\n`)
  parts.push(`startxref\n${start}\n%%EOF\n`)
  return Buffer.from(parts.join(''), 'latin1')
}

// The first line is a heading. A page without lines has a picture.
function drawn(lines: readonly string[]): string {
  if (lines.length === 0) return '0.5 g 60 400 400 300 re f'
  let y = 800
  return lines
    .map((line, n) => {
      y -= n === 1 ? 40 : 15
      const font = n === 0 ? '/F2 20' : '/F1 12'
      return `BT ${font} Tf 1 0 0 1 60 ${y} Tm (${line.replace(/[()\\]/g, '\\$&')}) Tj ET\n`
    })
    .join('')
}
