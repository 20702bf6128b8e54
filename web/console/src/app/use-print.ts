import { useEffect } from 'react'

const scheme = 'data-mantine-color-scheme'

/** Paper is white: while the page is printed it is in the light theme. */
export function usePrint() {
  useEffect(() => {
    const root = document.documentElement
    let own: string | null = null
    const before = () => {
      own = root.getAttribute(scheme)
      root.setAttribute(scheme, 'light')
    }
    const after = () => {
      if (own) root.setAttribute(scheme, own)
    }
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => {
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
    }
  }, [])
}
