import { session } from '../app/session'
import { lang } from '../i18n'
import { type Load, useLoad } from '../ui/use-load'
import { libraryApi } from './api'

// The names of the topics in the page's language, by id.
export function useTopics(): Load<Map<string, string>> {
  return useLoad(`topics ${lang.value}`, () => libraryApi(session.client).topics(lang.peek()))
}
