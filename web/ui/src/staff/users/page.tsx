import { useState } from 'preact/hooks'
import type { User } from '../../api/staff-types'
import { Link } from '../app/link'
import { go, to } from '../app/router'
import { session } from '../app/session'
import { lang, t } from '../i18n'
import { fold } from '../library/filter'
import { SearchField } from '../ui/fields'
import { Icon } from '../ui/icons'
import { toast } from '../ui/say'
import { Empty, Loaded } from '../ui/states'
import { Table } from '../ui/table'
import { useLoad } from '../ui/use-load'
import { readQueueNames } from './queue-names'
import { UserDialog } from './user-dialog'

export function UsersPage({ user: chosen }: { user: string | undefined }) {
  const users = useLoad('users', () => session.client.get<User[]>('/admin/users'))
  const queues = useLoad(`queues ${lang.value}`, readQueueNames)
  const [text, setText] = useState('')
  const close = () => go(to('users'))
  const edited = users.value?.find(one => one.id === chosen)
  const done = (saved: User) => {
    const others = (users.value ?? []).filter(one => one.id !== saved.id)
    users.set([...others, saved].sort((a, b) => a.name.localeCompare(b.name)))
    toast(t('users.saved'), 'ok')
    close()
  }
  return (
    <div class="page">
      <header class="page-head page-head-row">
        <div>
          <h1>{t('nav.users')}</h1>
          <p class="muted">{t('users.lead')}</p>
        </div>
        <Link href={to('users', 'new')} class="btn btn-primary btn-sm">
          <Icon name="plus" size={18} /> {t('users.new')}
        </Link>
      </header>
      <Loaded value={users.value} failure={users.failure} onRetry={users.reload}>
        {all => {
          const found = all.filter(one => fold(`${one.name} ${one.login}`).includes(fold(text.trim())))
          return (
            <>
              <search class="filters">
                <SearchField label={t('users.search')} value={text} onText={setText} />
              </search>
              {found.length === 0 ? <Empty icon="people" title={t('users.none')} /> : <Users users={found} />}
            </>
          )
        }}
      </Loaded>
      {users.value && chosen && (chosen === 'new' || edited) && (
        <UserDialog
          key={chosen}
          user={edited}
          queues={queues.value}
          queuesFailed={queues.failure !== undefined}
          onDone={done}
          onClose={close}
        />
      )}
    </div>
  )
}

function Users({ users }: { users: User[] }) {
  return (
    <Table name={t('nav.users')} columns={[t('users.name'), t('users.roles'), t('users.operator'), t('users.state')]}>
      {users.map(user => (
        <tr key={user.id} class={user.disabled ? 'row-off' : ''}>
          <th scope="row">
            <Link href={to('users', user.id)}>{user.name}</Link>
            <small class="under">{user.login}</small>
          </th>
          <td data-name={t('users.roles')}>
            {user.roles.map(role => (
              <span key={role} class="tag">
                {t(`role.${role}`)}
              </span>
            ))}
          </td>
          <td data-name={t('users.operator')}>
            {user.operator
              ? `${t('users.level_n', { n: user.operator.level })} · ${t('users.queues_n', { n: user.operator.queues?.length ?? 0 })} · ${t('users.capacity_n', { n: user.operator.capacity })}`
              : '–'}
          </td>
          <td data-name={t('users.state')}>
            <span class={user.disabled ? 'tag tag-warn' : 'tag tag-ok'}>
              {t(user.disabled ? 'users.disabled' : 'users.active')}
            </span>
          </td>
        </tr>
      ))}
    </Table>
  )
}
