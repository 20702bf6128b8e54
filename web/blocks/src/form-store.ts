import { type Block, type Form, fieldsOf, plain, walk } from './model'

interface Kept {
  initial: Record<string, unknown>
  typed: Record<string, unknown>
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
    kept.initial = Object.fromEntries(
      fieldsOf(form.fields).map((field) => [field.name, field.value ?? empty(field.kind)]),
    )
    if (form.errors || form.error) {
      kept.errors = Object.fromEntries(Object.entries(form.errors ?? {}).map(([name, text]) => [name, plain(text)]))
      kept.error = plain(form.error)
    }
  }

  value = (form: string, name: string): unknown => {
    const kept = this.forms.get(form)
    return kept && (name in kept.typed ? kept.typed[name] : kept.initial[name])
  }

  values(form: string): Record<string, unknown> {
    const kept = this.form(form)
    return { ...kept.initial, ...kept.typed }
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
  dirty = (form: string) => Object.keys(this.form(form).typed).length > 0

  private form(id: string): Kept {
    let kept = this.forms.get(id)
    if (!kept) {
      kept = { initial: {}, typed: {}, errors: {}, error: '' }
      this.forms.set(id, kept)
    }
    return kept
  }

  private changed() {
    this.count += 1
    for (const listener of this.listeners) listener()
  }
}

function empty(kind: string): unknown {
  if (kind === 'checkbox' || kind === 'switch') return false
  if (kind === 'multiselect' || kind === 'tags' || kind === 'daterange' || kind === 'list') return []
  if (kind === 'keyvalue') return {}
  return ''
}
