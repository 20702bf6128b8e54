import { render } from 'preact'
import { language } from './api'
import { App } from './app'
import { hearPage } from './room'
import './widget.css'

document.documentElement.lang = language
hearPage()
const root = document.getElementById('root')
if (root) render(<App />, root)
