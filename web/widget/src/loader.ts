// The one script that a site puts into its pages. It makes a frame, tells it where it
// stands, and gives it the room that it asks for. It stores nothing, sets no cookie,
// and needs of the page's policy only that this origin may run a script and be framed.

interface Room {
  pegboard: 'room'
  open: boolean
  width: number
  height: number
}
// A classic script shares its names with the page, so it has none.
;(() => {
  const script = document.currentScript as HTMLScriptElement | null
  const source = new URL(script?.src ?? location.href)
  const plugin = script?.dataset.plugin ?? 'livechat'

  /** Styles are set one by one: the page's policy may forbid style elements and attributes. */
  function style(element: HTMLElement, rules: Record<string, string>) {
    for (const [name, value] of Object.entries(rules)) element.style.setProperty(name, value, 'important')
  }

  function begin() {
    const frame = document.createElement('iframe')
    frame.title = script?.dataset.title ?? 'Chat'
    frame.setAttribute(
      'sandbox',
      'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads',
    )
    frame.setAttribute('allow', '')
    frame.referrerPolicy = 'origin'
    const address = new URL(`/widget/${plugin}`, source.origin)
    const language = script?.dataset.language ?? document.documentElement.lang
    if (language) address.searchParams.set('lang', language)
    frame.src = address.href
    style(frame, {
      position: 'fixed',
      'inset-block-end': '0',
      'inset-inline-end': '0',
      width: '0',
      height: '0',
      border: '0',
      'z-index': '2147483000',
      'color-scheme': 'normal',
      background: 'transparent',
    })
    addEventListener('message', (event: MessageEvent<Room>) => {
      if (event.source !== frame.contentWindow || event.origin !== source.origin || event.data?.pegboard !== 'room')
        return
      const { open, width, height } = event.data
      const whole = open && innerWidth < 520
      style(frame, {
        width: whole ? '100%' : `min(100vw, ${Number(width)}px)`,
        height: whole ? '100%' : `min(100vh, ${Number(height)}px)`,
      })
    })
    const tell = () =>
      frame.contentWindow?.postMessage(
        { pegboard: 'page', url: location.href.slice(0, 500), wide: innerWidth },
        source.origin,
      )
    frame.addEventListener('load', tell)
    addEventListener('resize', tell)
    document.body.append(frame)
  }

  if (document.body) begin()
  else addEventListener('DOMContentLoaded', begin)
})()

export {}
