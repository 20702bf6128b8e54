// The page runs under `require-trusted-types-for 'script'`. What is meant to be
// markup goes through lib/clean; this default policy meets what libraries write
// to innerHTML on their own: style sheets, which hold no tag and pass as they
// are. Anything else shows as text instead of becoming markup.

interface PolicyFactory {
  createPolicy(name: string, rules: { createHTML(input: string): string }): unknown
}

;(globalThis as { trustedTypes?: PolicyFactory }).trustedTypes?.createPolicy('default', {
  createHTML: (input) => (input.includes('<') ? input.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : input),
})

/** The nonce of this response; libraries that add style elements ask for it. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

// react-style-singleton, below the modals' scroll lock, looks for this name.
;(globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = nonce
