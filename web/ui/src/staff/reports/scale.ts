// A round top for an axis and its marks: 0, half, top.
export function axisOf(values: number[]): { top: number; marks: number[] } {
  const most = Math.max(0, ...values)
  if (most <= 2) return { top: 2, marks: [0, 1, 2] }
  const step = 10 ** Math.floor(Math.log10(most))
  const top = [1, 2, 3, 4, 5, 6, 8, 10].map(n => n * step).find(n => n >= most) ?? 10 * step
  return { top, marks: [0, top / 2, top] }
}

// Which of n labels to write so that they do not run into each other.
export function everyNth(n: number, most: number): number {
  return Math.max(1, Math.ceil(n / most))
}
