const icon = {
  viewBox: '0 0 24 24',
  fill: 'none',
  stroke: 'currentColor',
  'stroke-width': 2,
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
  'aria-hidden': true,
} as const

export const Bubble = () => (
  <svg {...icon} width="28" height="28">
    <title>Chat</title>
    <path d="M8 9h8M8 13h5M18 4a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3h-5l-5 3v-3H6a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3z" />
  </svg>
)

export const Close = () => (
  <svg {...icon} width="20" height="20">
    <title>×</title>
    <path d="M18 6 6 18M6 6l12 12" />
  </svg>
)

export const Send = () => (
  <svg {...icon} width="20" height="20">
    <title>→</title>
    <path d="M10 14 21 3m0 0-6.5 18a.55.55 0 0 1-1 0L10 14 3 10.5a.55.55 0 0 1 0-1z" />
  </svg>
)

export const Clip = () => (
  <svg {...icon} width="18" height="18">
    <title>+</title>
    <path d="m15 7-6.5 6.5a1.5 1.5 0 0 0 3 3L18 10a3 3 0 0 0-6-6l-6.5 6.5a4.5 4.5 0 0 0 9 9L21 13" />
  </svg>
)
