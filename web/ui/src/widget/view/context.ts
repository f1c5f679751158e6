import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { WidgetModel } from '../widget'

export const Model = createContext<WidgetModel | undefined>(undefined)

export function useModel(): WidgetModel {
  const model = useContext(Model)
  if (!model) throw new Error('a view outside of its widget')
  return model
}
