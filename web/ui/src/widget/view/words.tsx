import { useModel } from './context'

const address = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/g

// What the operator wrote, with web addresses made links. That of this conversation comes
// without the student's key, which the office does not have: it is added here.
export function Words({ text }: { text: string }) {
  const model = useModel()
  const id = model.store.conversation.value?.id
  const hrefOf = (part: string) => (id && part.endsWith(`/conversation#${id}`) && model.link()) || part
  return (
    <>
      {text.split(address).map((part, i) =>
        i % 2 === 1 ? (
          <a key={`${i}-${part}`} href={hrefOf(part)} target="_blank" rel="noopener noreferrer nofollow">
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </>
  )
}
