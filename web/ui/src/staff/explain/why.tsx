import { useState } from 'preact/hooks'
import type { Explanation } from '../../api/staff-types'
import { lang, t } from '../i18n'
import { Dialog } from '../ui/dialog'
import { Icon } from '../ui/icons'
import { Loaded } from '../ui/states'
import { useLoad } from '../ui/use-load'
import { Explained } from './explained'

interface Props {
  question: string
  read: () => Promise<Explanation>
}

// Opens the reasons of one answer.
export function Why({ question, read }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" class="btn-plain why-button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="info" size={15} /> {t('why.title')}
        <span class="visually-hidden"> «{question}»</span>
      </button>
      {open && <WhyDialog question={question} read={read} onClose={() => setOpen(false)} />}
    </>
  )
}

function WhyDialog({ question, read, onClose }: Props & { onClose: () => void }) {
  const why = useLoad(`why ${lang.value}`, read)
  return (
    <Dialog title={t('why.title')} onClose={onClose} wide>
      <div class="dialog-body">
        <p class="turn-text">«{question}»</p>
        <Loaded value={why.value} failure={why.failure} onRetry={why.reload}>
          {value => <Explained value={value} />}
        </Loaded>
      </div>
    </Dialog>
  )
}
