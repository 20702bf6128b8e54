import { useRouter } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react'
import { isInApp, safeHref } from './refs'

interface Props extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  href: string | undefined | null
  children: ReactNode
}

/** A link that a document asked for. Inside the console it does not load a new page; outside it opens one of its own. */
export function BlockLink({ href, children, onClick, ...rest }: Props) {
  const router = useRouter({ warn: false })
  const target = safeHref(href)
  if (!target) return <span {...rest}>{children}</span>
  if (!isInApp(target)) {
    const elsewhere = /^https?:/i.test(target)
    return (
      <a href={target} target={elsewhere ? '_blank' : undefined} rel="noopener noreferrer" onClick={onClick} {...rest}>
        {children}
      </a>
    )
  }
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    router?.history.push(target)
  }
  return (
    <a href={target} onClick={follow} {...rest}>
      {children}
    </a>
  )
}
