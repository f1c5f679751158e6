import { useEffect, useMemo, useState } from 'preact/hooks'
import { session } from '../app/session'
import { t } from '../i18n'
import { NoteField } from '../ui/fields'
import { FormDialog } from '../ui/form-dialog'
import { say } from '../ui/say'
import { useForm } from '../ui/use-form'
import { libraryApi } from './api'

interface Props {
  file: File
  onInsert: (markdown: string) => void
  onClose: () => void
}

// A picture on its way into an answer: it is seen, and gets the words for who cannot see it.
export function PictureDialog({ file, onInsert, onClose }: Props) {
  const api = useMemo(() => libraryApi(session.client), [])
  const [words, setWords] = useState('')
  const right = words.trim() !== ''
  const form = useForm(right, async () => {
    const { name } = await api.addPicture(file)
    onInsert(`![${asWords(words)}](../../pictures/${name})`)
    say(t('picture.done'))
    onClose()
  })
  return (
    <FormDialog
      title={t('picture.title')}
      form={form}
      act={t(form.busy ? 'picture.sending' : 'picture.insert')}
      onClose={onClose}
    >
      <Thumbnail file={file} />
      <NoteField
        label={t('picture.words')}
        hint={t('picture.words_hint')}
        value={words}
        error={form.tried && !right ? t('picture.words_missing') : undefined}
        onText={setWords}
      />
      <p class="muted">{t('picture.limits')}</p>
    </FormDialog>
  )
}

// The words as they stand between brackets: on one line, with no bracket of their own.
export const asWords = (text: string): string =>
  text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/[\\[\]]/g, '\\$&')

function Thumbnail({ file }: { file: File }) {
  const url = useMemo(() => URL.createObjectURL(file), [file])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return <img class="picture-thumbnail" src={url} alt={file.name} />
}
