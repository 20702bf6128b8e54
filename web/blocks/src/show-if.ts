import type { Cond } from './model'

export type Lookup = (form: string, field: string) => unknown

/** Whether a condition over form values holds. The same table of cases is kept for the server's renderer. */
export function holds(cond: Cond | undefined, value: Lookup): boolean {
  if (!cond) return true
  if (cond.all) return cond.all.every((part) => holds(part, value))
  if (cond.any) return cond.any.some((part) => holds(part, value))
  if (!cond.form || !cond.field) return true
  const now = value(cond.form, cond.field)
  if (cond.is !== undefined && !same(now, cond.is)) return false
  if (cond.not !== undefined && same(now, cond.not)) return false
  if (cond.in !== undefined && !cond.in.some((one) => same(now, one))) return false
  if (cond.empty !== undefined && isEmpty(now) !== cond.empty) return false
  return true
}

export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true
  return Array.isArray(value) && value.length === 0
}

const same = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b)
