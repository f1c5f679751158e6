import { moment, t } from '../i18n'
import { Notice } from '../ui/notice'
import type { Folder } from './api'

// While a folder is the source, entries are written there.
export function FolderNotice({ folder }: { folder: Folder }) {
  const problems = folder.problems ?? []
  return (
    <Notice tone={folder.failure || problems.length > 0 ? 'warn' : 'info'} title={t('folder.title')}>
      <p>{t('folder.do', { folder: folder.folder ?? '' })}</p>
      {folder.read_at && <p>{t('folder.read', { when: moment(folder.read_at) })}</p>}
      {folder.failure && <p>{t('folder.failure', { why: folder.failure })}</p>}
      {problems.length > 0 && (
        <details>
          <summary>{t('folder.problems', { n: problems.length })}</summary>
          <ul class="folder-problems">
            {problems.map(problem => (
              <li key={`${problem.file}:${problem.line} ${problem.message}`}>
                <code>
                  {problem.file}:{problem.line}
                </code>{' '}
                {problem.message}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Notice>
  )
}
