// Puts a text into a box with the caret at a place, at once: who types on at the next
// moment types into it. To be told to the state of the page as if it had been typed.
export function put(box: HTMLTextAreaElement | null, text: string, at: number): void {
  if (!box) return
  box.value = text
  box.focus()
  box.setSelectionRange(at, at)
}
