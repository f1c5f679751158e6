// @vitest-environment happy-dom
import { fireEvent, render, screen } from '@testing-library/preact'
import { expect, test } from 'vitest'
import { Sure } from './sure'

test('the focus goes to the harmless answer and back', () => {
  render(<Sure act="Esci dalla fila" question="Perdi il posto. Esci?" yes="Esci" no="Resta" onYes={() => {}} />)
  fireEvent.click(screen.getByRole('button', { name: 'Esci dalla fila' }))
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Resta' }))
  fireEvent.click(screen.getByRole('button', { name: 'Resta' }))
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Esci dalla fila' }))
})
