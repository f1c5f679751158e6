import { acceptedPictures } from '../../api/uploads'
import { FileChoice } from '../../dom/files'
import { type Key, t } from '../i18n'
import { Icon, type IconName } from '../ui/icons'
import type { TextBox } from './codemirror'
import type { Format } from './format'

const buttons: { name: Format; icon: IconName; label: Key; keys: string }[] = [
  { name: 'bold', icon: 'bold', label: 'write.bold', keys: 'Ctrl+B' },
  { name: 'link', icon: 'chain', label: 'write.link', keys: 'Ctrl+K' },
  { name: 'list', icon: 'list', label: 'write.list', keys: 'Ctrl+Alt+L' },
  { name: 'steps', icon: 'steps', label: 'write.steps', keys: 'Ctrl+Alt+N' },
  { name: 'heading', icon: 'heading', label: 'write.heading', keys: 'Ctrl+Alt+H' },
]

interface Props {
  box: { current: TextBox | undefined }
  onFiles: (files: File[]) => void
}

// The formats of an answer, and its pictures, for who does not know their keys.
export function WriteTools({ box, onFiles }: Props) {
  return (
    <div class="write-tools" role="toolbar" aria-label={t('write.formats')}>
      {buttons.map(({ name, icon, label, keys }) => (
        <button
          key={name}
          type="button"
          class="icon-button"
          title={`${t(label)} (${keys})`}
          aria-label={t(label)}
          onClick={() => box.current?.format(name)}
        >
          <Icon name={icon} size={18} />
        </button>
      ))}
      <PictureButton onFiles={onFiles} />
    </div>
  )
}

function PictureButton({ onFiles }: Pick<Props, 'onFiles'>) {
  return (
    <FileChoice class="visually-hidden" accept={acceptedPictures} add={files => onFiles([...files])}>
      {open => (
        <button
          type="button"
          class="icon-button"
          title={`${t('picture.add')}. ${t('picture.add_hint')}`}
          aria-label={t('picture.add')}
          onClick={open}
        >
          <Icon name="picture" size={18} />
        </button>
      )}
    </FileChoice>
  )
}
