import { useOffice } from '../people'
import { drawAll } from './scenes'

useOffice()
drawAll('it')
