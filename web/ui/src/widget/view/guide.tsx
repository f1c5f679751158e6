import { useRef } from 'preact/hooks'
import type { Box, Source } from '../../api/types'
import { useModel } from './context'
import { Icon } from './icon'
import { NewTab } from './reply'

// A passage of a guide: where it stands, its words unless the answer is just these, and the
// page with the words marked.
export function GuidePage({ source, said }: { source: Source; said: string }) {
  const { store, host } = useModel()
  const { t } = store
  const dialog = useRef<HTMLDialogElement>(null)
  const page = source.page ?? 1
  const { quote, section, image_url } = source
  return (
    <div class="guide">
      <p class="guide-where">
        <strong>{t('guide.page', { page })}</strong>
        {section && <> · {section}</>}
      </p>
      {quote && !said.includes(quote) && <blockquote>{quote}</blockquote>}
      {image_url && (
        <button type="button" class="thumb" onClick={() => dialog.current?.showModal()}>
          <Picture source={source} cropped />
          <span class="zoom">
            <Icon name="zoom" />
            {t('guide.zoom', { page })}
          </span>
        </button>
      )}
      <p>
        <NewTab href={new URL(source.url, host.server).href}>{t('guide.open', { page })}</NewTab>
      </p>
      {image_url && (
        <dialog
          ref={dialog}
          class="zoomed"
          aria-label={t('guide.page', { page })}
          onKeyDown={event => event.key === 'Escape' && event.stopPropagation()}
        >
          <form method="dialog">
            <button type="submit" class="plain square" aria-label={t('guide.close')}>
              <Icon name="close" />
            </button>
          </form>
          <Picture source={source} />
        </dialog>
      )}
    </div>
  )
}

// Preact sets these through the CSS object model, which a strict policy allows.
type Vars = Record<`--${string}`, string>

function Picture({ source, cropped = false }: { source: Source; cropped?: boolean }) {
  const { store, host } = useModel()
  const { image_url = '', image_size, highlight = [], page = 1, title } = source
  const size = image_size ?? { width: 210, height: 297 }
  const vars: Vars = { '--ratio': `${size.width} / ${size.height}`, '--top': String(topOf(highlight)) }
  return (
    <span class={cropped ? 'page-window' : 'page-whole'} style={vars}>
      <span class="page-sheet">
        <img
          src={new URL(image_url, host.server).href}
          alt={store.t('guide.picture', { page, title })}
          width={size.width}
          height={size.height}
          loading="lazy"
        />
        {highlight.map(box => (
          <span key={`${box.x}:${box.y}`} class="mark" style={varsOf(box)} />
        ))}
      </span>
    </span>
  )
}

// How far down the page the window begins, so that the first mark is in it. The window
// shows this much of the page's height.
const windowShare = 0.4

function topOf([first]: Box[]): number {
  return Math.max(0, Math.min((first?.y ?? 0) - 0.08, 1 - windowShare))
}

function varsOf({ x, y, w, h }: Box): Vars {
  return { '--x': String(x), '--y': String(y), '--w': String(w), '--h': String(h) }
}
