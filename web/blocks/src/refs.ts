const places: Record<string, string> = { user: '/people/', contact: '/people/', ticket: '/tickets/' }

/** Where an entity lives in the console, when the server did not say. */
export function placeOf(k: string, id: string): string | null {
  const place = places[k]
  return place ? `/app${place}${encodeURIComponent(id)}` : null
}

/** Only these may be followed; every other scheme is dropped. */
export function safeHref(href: string | undefined | null): string | undefined {
  return href && /^(https?:\/\/|mailto:|tel:|\/(?!\/)|\?|#)/i.test(href) ? href : undefined
}

/** True for an address inside the console, which the router opens without a new page. */
export const isInApp = (href: string) => href.startsWith('/app/') || href.startsWith('?')
