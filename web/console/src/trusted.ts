import DOMPurify, { type Config } from 'dompurify'

// Everything that becomes markup in the console passes here. The page runs
// under `require-trusted-types-for 'script'`; the default policy catches what
// libraries write to innerHTML, so a slip shows clean HTML instead of running.

const strict: Config = {
  ALLOWED_TAGS: [
    ...['a', 'abbr', 'b', 'blockquote', 'br', 'caption', 'code', 'dd', 'del', 'details', 'div', 'dl', 'dt', 'em', 'h1'],
    ...['h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'mark', 'ol', 'p', 'pre', 'q', 's', 'samp'],
    ...[
      'small',
      'span',
      'strong',
      'sub',
      'summary',
      'sup',
      'table',
      'tbody',
      'td',
      'tfoot',
      'th',
      'thead',
      'tr',
      'u',
      'ul',
    ],
  ],
  ALLOWED_ATTR: [
    'href',
    'src',
    'alt',
    'title',
    'width',
    'height',
    'colspan',
    'rowspan',
    'start',
    'lang',
    'dir',
    'open',
  ],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|\/(?!\/)|#)/i,
  RETURN_TRUSTED_TYPE: true,
}

// Links of strangers open elsewhere and learn nothing of this page.
DOMPurify.addHook('afterSanitizeAttributes', (node) => {
  if (node.nodeName === 'A' && node.hasAttribute('href')) {
    node.setAttribute('rel', 'noopener noreferrer nofollow')
    node.setAttribute('target', '_blank')
  }
  if (node.nodeName === 'IMG') {
    node.setAttribute('loading', 'lazy')
    if (!node.hasAttribute('alt')) node.setAttribute('alt', '')
  }
})

interface PolicyFactory {
  createPolicy(name: string, rules: { createHTML(input: string): string }): unknown
}
// Style sheets written by the component library hold no tag; they pass as they
// are, since cleaning them as HTML would break child selectors.
;(globalThis as { trustedTypes?: PolicyFactory }).trustedTypes?.createPolicy('default', {
  createHTML: (input) => (input.includes('<') ? DOMPurify.sanitize(input, { RETURN_TRUSTED_TYPE: false }) : input),
})

/** Cleans HTML that came from outside and returns what dangerouslySetInnerHTML takes, a TrustedHTML where the browser has them. */
export function clean(html: string): { __html: string } {
  return { __html: DOMPurify.sanitize(html, strict) as unknown as string }
}

/** The nonce of this response; libraries that add style elements ask for it. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

// react-style-singleton, below the modals' scroll lock, looks for this name.
;(globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = nonce
