// The bar at the top: the pages one may see, one's availability, and one's own menu.

import { notices, permission, setNotices, setSound, sound } from '../desk/alerts'
import { Availability } from '../desk/availability'
import { lang, setLang, t } from '../i18n'
import icon from '../icon.svg'
import { Icon } from '../ui/icons'
import { toast } from '../ui/say'
import { HelpLink } from './help-link'
import { Link } from './link'
import { Menu } from './menu'
import { pagesFor } from './pages'
import { route, to } from './router'
import { session } from './session'
import { helpOpen } from './shortcuts'
import { workplace } from './workplace'

export function Bar() {
  const me = session.me.value
  const links = pagesFor(me?.roles ?? [])
  return (
    <header class="bar">
      <Link href="/staff/" class="bar-brand" label={t('app.name')}>
        <img src={icon} alt="" width={30} height={30} />
        <span>
          <strong>{t('app.name')}</strong>
          <small>{t('app.office')}</small>
        </span>
      </Link>
      <nav class="bar-nav" aria-label={t('app.pages')}>
        {links.map(link => (
          <PageLink key={link.page} {...link} />
        ))}
      </nav>
      <div class="bar-end">
        <Availability />
        <Menu
          name={`${t('app.menu')}: ${me?.name ?? ''}`}
          label={
            <>
              <span class="avatar" aria-hidden="true">
                {initials(me?.name ?? '')}
              </span>
              <span class="bar-wide">{me?.name}</span>
              <span class="bar-narrow">
                <Icon name="menu" />
              </span>
            </>
          }
        >
          {close => <MenuItems close={close} links={links} />}
        </Menu>
      </div>
    </header>
  )
}

type Links = ReturnType<typeof pagesFor>

function PageLink({ page, name, icon }: Links[number]) {
  const unread = page === 'desk' ? (workplace.value?.desk.unread.value ?? 0) : 0
  return (
    <Link href={to(page)} {...(route.value.page === page && { 'aria-current': 'page' })}>
      <Icon name={icon} />
      <span>{t(name)}</span>
      {unread > 0 && (
        <span class="count">
          {unread}
          <span class="visually-hidden"> {t('desk.news', { n: unread })}</span>
        </span>
      )}
    </Link>
  )
}

function MenuItems({ close, links }: { close: () => void; links: Links }) {
  const then = (act: () => void) => () => {
    close()
    act()
  }
  return (
    <ul>
      <li class="menu-who">{session.me.value?.name}</li>
      {links.map(link => (
        <li key={link.page} class="menu-page">
          <PageLink {...link} />
        </li>
      ))}
      <li>
        <button type="button" lang={lang.value === 'it' ? 'en' : 'it'} onClick={then(switchLang)}>
          <Icon name="info" /> {t('app.language')}
        </button>
      </li>
      {workplace.value && (
        <li>
          <button type="button" aria-pressed={sound.value} onClick={() => setSound(!sound.value)}>
            <Icon name={sound.value ? 'bell' : 'mute'} /> {t(sound.value ? 'desk.sound_on' : 'desk.sound_off')}
          </button>
        </li>
      )}
      {workplace.value && permission() !== 'unsupported' && (
        <li>
          <button type="button" aria-pressed={notices.value} onClick={() => void turnNotices()}>
            <Icon name={notices.value ? 'bell' : 'mute'} /> {t(notices.value ? 'desk.notices_on' : 'desk.notices_off')}
          </button>
        </li>
      )}
      <li>
        <HelpLink page={route.value.page}>
          <Icon name="info" /> {t('app.guide')}
        </HelpLink>
      </li>
      <li class="menu-keys">
        <button type="button" onClick={then(() => (helpOpen.value = true))}>
          <Icon name="keyboard" /> {t('app.shortcuts')} <kbd>?</kbd>
        </button>
      </li>
      <li>
        <button type="button" onClick={then(() => void session.signOut())}>
          <Icon name="out" /> {t('app.sign_out')}
        </button>
      </li>
    </ul>
  )
}

async function turnNotices(): Promise<void> {
  if ((await setNotices(!notices.peek())) === 'denied') toast(t('desk.notices_denied'), 'warn')
}

export function switchLang(): void {
  setLang(lang.peek() === 'it' ? 'en' : 'it')
}

function initials(name: string): string {
  const parts = name.split(/\s+/).filter(Boolean)
  return `${parts[0]?.[0] ?? ''}${parts.length > 1 ? (parts.at(-1)?.[0] ?? '') : ''}`.toUpperCase()
}
