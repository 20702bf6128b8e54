import { type Block, type Form, fieldsOf, plain, walk } from './model'

interface Kept {
  /** Fields whose value is a number: empty, they are null and not an empty text. */
  numbers: Set<string>
  initial: Record<string, unknown>
  typed: Record<string, unknown>
  /** What of it was sent last. */
  sent: Record<string, unknown> | null
  errors: Record<string, string>
  error: string
}

/** What is typed into a surface's forms. It outlives every re-render: only what was not touched follows the document. */
export class FormStore {
  private forms = new Map<string, Kept>()
  private listeners = new Set<() => void>()
  private count = 0

  subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  version = () => this.count

  /** Takes the initial values and errors of every form in the blocks. */
  seed(blocks: Block[]) {
    walk(blocks, (block) => {
      if (block.type === 'form') this.seedForm(block as Form)
    })
  }

  private seedForm(form: Form) {
    const kept = this.form(form.id)
    const fields = fieldsOf(form.fields)
    kept.numbers = new Set(fields.filter((field) => numeric.has(field.kind)).map((field) => field.name))
    kept.initial = Object.fromEntries(fields.map((field) => [field.name, field.value ?? empty(field.kind)]))
    if (form.errors || form.error) {
      kept.errors = Object.fromEntries(Object.entries(form.errors ?? {}).map(([name, text]) => [name, plain(text)]))
      kept.error = plain(form.error)
    }
  }

  value = (form: string, name: string): unknown => {
    const kept = this.forms.get(form)
    return kept && (name in kept.typed ? kept.typed[name] : kept.initial[name])
  }

  /** The values as the plugin gets them. */
  values(form: string): Record<string, unknown> {
    const { numbers, initial, typed } = this.form(form)
    const values: Record<string, unknown> = { ...initial, ...typed }
    for (const name of numbers) if (values[name] === '') values[name] = null
    return values
  }

  set(form: string, name: string, value: unknown) {
    const kept = this.form(form)
    kept.typed = { ...kept.typed, [name]: value }
    if (kept.errors[name]) {
      const { [name]: _gone, ...rest } = kept.errors
      kept.errors = rest
    }
    this.changed()
  }

  reset(form: string) {
    const kept = this.form(form)
    kept.typed = {}
    kept.errors = {}
    kept.error = ''
    this.changed()
  }

  fail(form: string, errors: Record<string, string>, error = '') {
    const kept = this.form(form)
    kept.errors = errors
    kept.error = error
    this.changed()
  }

  errors = (form: string) => this.form(form).errors
  error = (form: string) => this.form(form).error
  /** What was typed, as an object that is another one after each change. */
  typed = (form: string) => this.form(form).typed
  /** True while something is typed that was not sent. */
  unsaved = (form: string) => {
    const { typed, sent } = this.form(form)
    return typed !== sent && Object.keys(typed).length > 0
  }

  /** Notes that what was typed is on its way, or, with null, that it did not arrive. */
  sent(form: string, typed: Record<string, unknown> | null = this.form(form).typed) {
    this.form(form).sent = typed
    this.changed()
  }

  private form(id: string): Kept {
    let kept = this.forms.get(id)
    if (!kept) {
      kept = { numbers: new Set(), initial: {}, typed: {}, sent: null, errors: {}, error: '' }
      this.forms.set(id, kept)
    }
    return kept
  }

  private changed() {
    this.count += 1
    for (const listener of this.listeners) listener()
  }
}

const numeric = new Set(['number', 'percent', 'slider', 'rating', 'duration'])

function empty(kind: string): unknown {
  if (kind === 'checkbox' || kind === 'switch') return false
  if (kind === 'multiselect' || kind === 'tags' || kind === 'daterange' || kind === 'list') return []
  if (kind === 'keyvalue' || kind === 'schedule') return {}
  return ''
}
