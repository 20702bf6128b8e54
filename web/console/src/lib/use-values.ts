import { useState } from 'react'

/** The values of a form beside those that are saved. */
export function useValues<T extends object>(saved: T) {
  const [values, setValues] = useState(saved)
  return {
    values,
    dirty: JSON.stringify(values) !== JSON.stringify(saved),
    set: (change: Partial<T>) => setValues((before) => ({ ...before, ...change })),
    reset: () => setValues(saved),
  }
}

/** What a text field calls when somebody types: `onChange={typed(name => set({ name }))}`. */
export const typed = (take: (value: string) => void) => (event: { currentTarget: { value: string } }) =>
  take(event.currentTarget.value)
