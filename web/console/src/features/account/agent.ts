import { t } from '@i18n'

const browsers: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const systems: [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux/, 'Linux'],
]

const first = (list: [RegExp, string][], agent: string) => list.find(([mark]) => mark.test(agent))?.[1]

/** "Firefox on Linux" of what a browser says about itself; of anything else, its first word. */
export function deviceName(agent: string): string {
  const browser = first(browsers, agent)
  const system = first(systems, agent)
  if (browser) return system ? t('{browser} on {system}', { browser, system }) : browser
  return agent.split(/[\s(]/)[0] || t('Unknown device')
}
