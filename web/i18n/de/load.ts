import texts from './index'

globalThis.pegboardTexts = texts
