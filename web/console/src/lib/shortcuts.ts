import { useEffect, useRef, useSyncExternalStore } from 'react'

// Single-key shortcuts: off while typing and while a dialog is open, and can be
// switched off altogether (WCAG 2.1.4). The sheet shows those active now.

export interface Shortcut {
  key: string
  label: string
  run: () => void
}

const setting = 'pegboard.shortcuts'
const active = new Map<symbol, { title: string; shortcuts: Shortcut[] }>()
const listeners = new Set<() => void>()
let snapshot: { title: string; shortcuts: Shortcut[] }[] = []

function changed() {
  snapshot = [...active.values()]
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function shortcutsOn(): boolean {
  try {
    return localStorage.getItem(setting) !== 'off'
  } catch {
    return true
  }
}

export function switchShortcuts(on: boolean) {
  try {
    localStorage.setItem(setting, on ? 'on' : 'off')
  } catch {
    // Stays as it is where storage is refused.
  }
  changed()
}

export const useActiveShortcuts = () => useSyncExternalStore(subscribe, () => snapshot)
export const useShortcutsOn = () => useSyncExternalStore(subscribe, shortcutsOn)

/** True where a key means a letter, or where a menu or dialog owns the keyboard. */
export function isTyping(target: EventTarget | null): boolean {
  const element = target instanceof Element ? target : null
  if (!element) return false
  return !!element.closest(
    'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true], [role=dialog], [role=menu], [role=listbox], [role=grid]',
  )
}

/** The key, or a combination such as alt+shift+r. With Alt some keyboards make other letters, so that the place of the key counts. */
function keyOf(event: KeyboardEvent): string {
  if (!event.altKey) return event.key
  return event.shiftKey ? `alt+shift+${event.code.replace(/^(Key|Digit)/, '').toLowerCase()}` : ''
}

/** Makes shortcuts work while the calling component is shown. */
export function useShortcuts(title: string, shortcuts: Shortcut[]) {
  const current = useRef(shortcuts)
  current.current = shortcuts
  const names = shortcuts.map(({ key, label }) => `${key} ${label}`).join('\n')

  useEffect(() => {
    const id = Symbol(title)
    const keys = names ? names.split('\n').map((line) => line.split(' ')[0]) : []
    active.set(id, { title, shortcuts: current.current })
    changed()
    const listen = (event: KeyboardEvent) => {
      const pressed = keyOf(event)
      if (event.ctrlKey || event.metaKey || event.defaultPrevented) return
      if (!keys.includes(pressed) || isTyping(event.target) || !shortcutsOn()) return
      // Enter on a link or button is already its own.
      if (event.key === 'Enter' && event.target instanceof Element && event.target.closest('a, button')) return
      if (document.querySelector('[role=dialog]')) return
      event.preventDefault()
      current.current.find(({ key }) => key === pressed)?.run()
    }
    document.addEventListener('keydown', listen)
    return () => {
      active.delete(id)
      changed()
      document.removeEventListener('keydown', listen)
    }
  }, [title, names])
}
