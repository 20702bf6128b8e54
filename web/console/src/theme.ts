import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

const pine: MantineColorsTuple = [
  ...(['#e9f6f3', '#d2ebe5', '#a6d8cd', '#77c4b4', '#4fae9c', '#2f9583', '#1d8272'] as const),
  ...(['#136b5d', '#12564c', '#0d4139'] as const),
]
const gray: MantineColorsTuple = [
  ...(['#f7f6f3', '#efede8', '#e5e2db', '#d8d4cb', '#c2bdb2', '#9c988e', '#767269'] as const),
  ...(['#57544d', '#3a3834', '#22211f'] as const),
]
const dark: MantineColorsTuple = [
  ...(['#e4e7e5', '#c3c9c6', '#a3aba7', '#7d8682', '#454d4a', '#363d3b', '#262c2a'] as const),
  ...(['#1b201f', '#151918', '#0f1211'] as const),
]

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 7 },
  colors: { pine, gray, dark },
  white: '#ffffff',
  black: '#22211f',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '12px', xl: '20px' },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Modal: {
      defaultProps: { centered: true, radius: 'lg', overlayProps: { backgroundOpacity: 0.45 } },
      styles: { title: { fontWeight: 650 } },
    },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true, events: { hover: true, focus: true, touch: false } } },
    Menu: { defaultProps: { shadow: 'md', radius: 'md', withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: { shadow: 'md', radius: 'md' } },
    SegmentedControl: {
      defaultProps: { withItemsBorders: false },
      vars: (_theme: unknown, { size }: { size?: string }) => ({
        root: size === 'xs' ? { '--sc-padding': '3px 9px' } : {},
      }),
    },
  },
})

// Tones: background, line and text of a tinted area. Every text meets 4.5:1 on
// its own background and on the page's.
const tones = {
  neutral: { light: ['#edebe6', '#d3cfc6', '#4c4a44'], dark: ['#2a302e', '#424a47', '#c3c9c6'] },
  info: { light: ['#e6eff9', '#bcd5ee', '#1c5288'], dark: ['#182a3c', '#27486a', '#a6cbf0'] },
  success: { light: ['#e2f3e6', '#b3dcbd', '#1c6032'], dark: ['#16301f', '#265637', '#94d6a8'] },
  warning: { light: ['#fdf0d5', '#efd295', '#7a4a00'], dark: ['#352812', '#5e4820', '#efc778'] },
  danger: { light: ['#fce8e5', '#f0bdb5', '#99261a'], dark: ['#3b1d19', '#6c332c', '#f5ab9f'] },
  accent: { light: ['#e0f2ee', '#a9d9cf', '#0f5d50'], dark: ['#14312c', '#23584f', '#86d6c5'] },
} as const

function toneVariables(scheme: 'light' | 'dark'): Record<string, string> {
  const out: Record<string, string> = {}
  for (const [name, tone] of Object.entries(tones)) {
    const [background, line, ink] = tone[scheme]
    Object.assign(out, { [`--pb-${name}-bg`]: background, [`--pb-${name}-line`]: line, [`--pb-${name}-ink`]: ink })
  }
  return out
}

/** Names of ours (`--pb-…`) beside the component library's own, mended where its contrast falls short. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: { '--pb-nav-width': '216px', '--mantine-line-height': '1.5' },
  light: {
    ...toneVariables('light'),
    '--pb-canvas': '#f7f6f3',
    '--pb-surface': '#ffffff',
    '--pb-sunken': '#f1efea',
    '--pb-hover': '#f3f1ec',
    '--pb-line': '#e3e0d8',
    '--pb-line-strong': '#8b877d',
    '--pb-ink': '#22211f',
    '--pb-muted': '#625f57',
    '--pb-accent': '#136b5d',
    '--pb-accent-hover': '#12564c',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#22211f',
    '--mantine-color-dimmed': '#625f57',
    '--mantine-color-placeholder': '#6d6a62',
    '--mantine-color-default-border': '#cfcbc1',
    '--mantine-color-default-hover': '#f3f1ec',
    '--mantine-color-error': '#b02a1c',
    '--mantine-color-anchor': '#136b5d',
    '--mantine-color-red-filled': '#b5301f',
    '--mantine-color-red-filled-hover': '#9b2819',
    '--mantine-color-red-text': '#b02a1c',
    '--mantine-color-red-outline': '#b02a1c',
    '--mantine-color-red-light-color': '#99261a',
    '--mantine-color-red-6': '#b02a1c',
  },
  dark: {
    ...toneVariables('dark'),
    '--pb-canvas': '#131716',
    '--pb-surface': '#1b201f',
    '--pb-sunken': '#161a19',
    '--pb-hover': '#232928',
    '--pb-line': '#2d3432',
    '--pb-line-strong': '#79837e',
    '--pb-ink': '#e4e7e5',
    '--pb-muted': '#a3aba7',
    '--pb-accent': '#6fd0bd',
    '--pb-accent-hover': '#8ce0cf',
    '--mantine-color-body': '#1b201f',
    '--mantine-color-text': '#e4e7e5',
    '--mantine-color-dimmed': '#a3aba7',
    '--mantine-color-placeholder': '#8f9894',
    '--mantine-color-default': '#202625',
    '--mantine-color-default-border': '#3c4442',
    '--mantine-color-default-hover': '#272e2c',
    '--mantine-color-error': '#f39a8d',
    '--mantine-color-anchor': '#7fd6c5',
    '--mantine-color-red-filled': '#b5301f',
    '--mantine-color-red-filled-hover': '#c63c2a',
    '--mantine-color-red-text': '#f39a8d',
    '--mantine-color-red-outline': '#f39a8d',
    '--mantine-color-red-light-color': '#f5ab9f',
    '--mantine-color-red-6': '#f39a8d',
    '--mantine-color-pine-light-color': '#86d6c5',
    '--mantine-color-pine-text': '#7fd6c5',
    '--mantine-color-pine-outline': '#7fd6c5',
  },
})
