import { useState } from 'preact/hooks'
import type { BookedAppointment, OfficeQueue } from '../../api/office-types'
import { moment } from '../../i18n/waits'
import { failureOf } from '../app/session'
import { lang, t } from '../i18n'
import { InputField } from '../ui/fields'
import { FormDialog } from '../ui/form-dialog'
import { useForm } from '../ui/use-form'
import type { OfficeApi } from './api'

interface Props {
  api: Pick<OfficeApi, 'withdraw'>
  queue: OfficeQueue
  appointment: BookedAppointment
  onDone: (text: string) => void
  onClose: () => void
}

// Takes an appointment back from its student, who reads why.
export function WithdrawDialog({ api, queue, appointment, onDone, onClose }: Props) {
  const [reason, setReason] = useState('')
  const form = useForm(true, async () => {
    try {
      await api.withdraw(queue.id, appointment.id, reason.trim())
    } catch (error) {
      if (failureOf(error).code !== 'not_found') throw error
      onDone(t('booked.gone'))
      return
    }
    onDone(t('booked.withdrawn'))
  })
  return (
    <FormDialog
      title={t('booked.withdraw_title')}
      form={form}
      act={t('booked.withdraw')}
      leave={t('booked.keep')}
      onClose={onClose}
    >
      <p>
        <strong>{appointment.student || t('desk.student')}</strong>,{' '}
        {moment(appointment.starts_at, queue.zone, lang.value)}
      </p>
      <p>{t('booked.withdraw_about')}</p>
      <InputField
        label={t('booked.reason')}
        hint={t('booked.reason_hint')}
        maxLength={200}
        value={reason}
        onText={setReason}
      />
    </FormDialog>
  )
}
