// Plain text as it was written: lines kept, web addresses made links, nothing else.
const address = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/g

export function Words({ text }: { text: string }) {
  return (
    <p class="words">
      {text.split(address).map((part, i) =>
        i % 2 === 1 ? (
          <a key={`${i}-${part}`} href={part} target="_blank" rel="noopener noreferrer nofollow">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </p>
  )
}
