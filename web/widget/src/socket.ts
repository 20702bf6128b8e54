import { plugin, secret } from './api'
import type { Said } from './model'

const firstPause = 1_000
const longestPause = 30_000

interface Ears {
  /** The connection stands: what was said before must be asked for. */
  up: () => void
  down: () => void
  said: (message: Said) => void
  /** The secret is not good any more. */
  over: () => void
}

/** Hears the chat's channel until it is closed, and comes back after every loss. */
export function listen(topic: string, ears: Ears): () => void {
  let socket: WebSocket | null = null
  let pause = firstPause
  let timer = 0
  let closed = false
  const connect = () => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    const mine = new WebSocket(`${scheme}://${location.host}/api/v1/visit/${plugin}/live`)
    socket = mine
    mine.onopen = () => mine.send(JSON.stringify({ t: 'visitor', secret: secret(), channels: [topic] }))
    mine.onmessage = (event) => {
      const message = JSON.parse(String(event.data)) as { t: string; payload?: Said }
      if (message.t === 'hello') {
        pause = firstPause
        ears.up()
      } else if (message.t === 'said' && message.payload) ears.said(message.payload)
    }
    mine.onclose = (event) => {
      if (closed || socket !== mine) return
      if (event.code === 4401) return ears.over()
      ears.down()
      timer = window.setTimeout(connect, pause * (0.5 + Math.random()))
      pause = Math.min(pause * 2, longestPause)
    }
  }
  const now = () => {
    if (socket?.readyState === WebSocket.OPEN || socket?.readyState === WebSocket.CONNECTING) return
    clearTimeout(timer)
    connect()
  }
  addEventListener('online', now)
  connect()
  return () => {
    closed = true
    clearTimeout(timer)
    removeEventListener('online', now)
    socket?.close()
  }
}
