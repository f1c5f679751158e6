import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { useModel } from './context'
import { Icon, type IconName } from './icon'

export function Header({ onClose }: { onClose: () => void }) {
  const model = useModel()
  const { store, host } = model
  const { t } = store
  const other = store.lang.value === 'it' ? 'en' : 'it'
  const name = store.config.value?.name
  return (
    <div class="head">
      <div class="head-title">
        <h2>{t('panel.title')}</h2>
        {name && <p>{t('panel.subtitle', { name })}</p>}
      </div>
      <button type="button" class="plain" lang={other} onClick={() => model.setLang(other)}>
        {t('menu.language')}
      </button>
      {store.conversation.value && <Menu />}
      {!host.page && (
        <button type="button" class="plain square" aria-label={t('panel.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      )}
    </div>
  )
}

function Menu() {
  const model = useModel()
  const { t } = model.store
  const open = useSignal(false)
  const box = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const elsewhere = (event: Event) => {
      if (box.current && !event.composedPath().includes(box.current)) open.value = false
    }
    document.addEventListener('pointerdown', elsewhere)
    return () => document.removeEventListener('pointerdown', elsewhere)
  }, [open])
  const pick = (action: () => void) => () => {
    open.value = false
    button.current?.focus()
    action()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the menu from any of its buttons
    <div
      class="menu"
      ref={box}
      onKeyDown={event => {
        if (event.key !== 'Escape' || !open.value) return
        event.preventDefault()
        open.value = false
        button.current?.focus()
      }}
    >
      <button
        ref={button}
        type="button"
        class="plain square"
        aria-label={t('panel.menu')}
        aria-expanded={open.value}
        onClick={() => {
          open.value = !open.value
        }}
      >
        <Icon name="more" />
      </button>
      {open.value && (
        <div class="menu-list">
          <MenuButton icon="copy" words={t('menu.copy')} onClick={pick(() => void model.copyLink())} />
          <MenuButton icon="save" words={t('menu.save')} onClick={pick(() => void model.saveTranscript())} />
          <MenuButton icon="add" words={t('menu.new')} onClick={pick(() => model.renew())} />
        </div>
      )}
    </div>
  )
}

function MenuButton({ icon, words, onClick }: { icon: IconName; words: string; onClick: () => void }) {
  return (
    <button type="button" onClick={onClick}>
      <Icon name={icon} />
      {words}
    </button>
  )
}
