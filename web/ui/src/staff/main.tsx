import { render } from 'preact'
import './style/staff.scss'
import { App } from './app/app'
import { session } from './app/session'

const root = document.getElementById('app')
if (root) {
  void session.load()
  render(<App />, root)
}
