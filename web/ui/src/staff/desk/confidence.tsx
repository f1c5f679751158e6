import { percent, t } from '../i18n'

// How sure the matcher was: a bar for the eye, the number for all.
export function Confidence({ value }: { value: number }) {
  const level = value >= 0.6 ? 'high' : value >= 0.35 ? 'mid' : 'low'
  return (
    <span class={`confidence confidence-${level}`} title={t('context.confidence', { share: percent(value) })}>
      <svg width="44" height="6" viewBox="0 0 44 6" aria-hidden="true">
        <rect class="confidence-rail" width="44" height="6" rx="3" />
        <rect class="confidence-fill" width={Math.max(3, 44 * value)} height="6" rx="3" />
      </svg>
      <span class="visually-hidden">{t('context.confidence', { share: '' })}</span> {percent(value)}
    </span>
  )
}
