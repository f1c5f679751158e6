import type { ComponentChildren } from 'preact'
import { t } from '../i18n'
import { Dialog } from './dialog'
import { Failed } from './notice'
import type { Form } from './use-form'

interface Props {
  title: string
  form: Form
  act?: string // what the button does, when that is more than to save
  leave?: string // what not doing it is called, where “cancel” would be the act
  onClose: () => void
  children: ComponentChildren
  wide?: boolean
}

export function FormDialog({ title, form, act, leave, onClose, children, wide = false }: Props) {
  const { busy, failure, submit } = form
  return (
    <Dialog title={title} onClose={onClose} wide={wide}>
      <form onSubmit={submit} noValidate>
        <div class="dialog-body">
          {failure && <Failed failure={failure} />}
          {children}
        </div>
        <footer class="dialog-foot">
          <button type="button" class="btn btn-outline-primary btn-sm" onClick={onClose}>
            {leave ?? t('app.cancel')}
          </button>
          <button type="submit" class="btn btn-primary btn-sm" aria-disabled={busy}>
            {act ?? t(busy ? 'app.saving' : 'app.save')}
          </button>
        </footer>
      </form>
    </Dialog>
  )
}
