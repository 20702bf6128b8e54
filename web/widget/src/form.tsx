import { useState } from 'preact/hooks'
import * as api from './api'
import type { Field, Welcome } from './model'
import { pageAddress } from './room'

interface Props {
  welcome: Welcome
  t: (key: string) => string
  begin: (values: Record<string, string>) => Promise<void>
  left: () => void
}

/** What is asked before a chat, or while nobody is there. */
export function BeginForm({ welcome, t, begin, left }: Props) {
  const [values, setValues] = useState<Record<string, string>>({})
  const [wrong, setWrong] = useState<Record<string, string>>({})
  const [failed, setFailed] = useState('')
  const [busy, setBusy] = useState(false)
  const closed = !welcome.open
  const needed = (field: Field) => field.required || (closed && field.name === 'email')

  const submit = async (event: Event) => {
    event.preventDefault()
    const missing = welcome.fields.filter((field) => needed(field) && !values[field.name]?.trim())
    setWrong(Object.fromEntries(missing.map((field) => [field.name, t('required')])))
    setFailed('')
    if (missing.length > 0) {
      document.getElementById(`f-${missing[0]?.name}`)?.focus()
      return
    }
    setBusy(true)
    try {
      const all = { ...values, page: pageAddress() }
      if (closed) {
        await api.admit()
        await api.leave(all)
        left()
      } else await begin(all)
    } catch (error) {
      const refused = error instanceof api.Refused ? error : new api.Refused(0, '')
      if (refused.status === 401) api.forget()
      setWrong(refused.fields)
      if (Object.keys(refused.fields).length === 0) setFailed(refused.message || t('failed'))
    } finally {
      setBusy(false)
    }
  }

  if (closed && !welcome.leave) return <p class="done">{welcome.intro}</p>
  return (
    <form class="begin" noValidate onSubmit={submit}>
      <p class="intro">{welcome.intro}</p>
      {welcome.fields.map((field) => (
        <Input
          key={field.name}
          field={field}
          required={needed(field)}
          value={values[field.name] ?? ''}
          wrong={wrong[field.name]}
          change={(value) => setValues({ ...values, [field.name]: value })}
        />
      ))}
      {failed && (
        <p class="wrong" role="alert">
          {failed}
        </p>
      )}
      <button type="submit" class="primary" disabled={busy}>
        {closed ? t('leave') : t('start')}
      </button>
    </form>
  )
}

interface InputProps {
  field: Field
  required?: boolean
  value: string
  wrong?: string
  change: (value: string) => void
}

function Input({ field, required, value, wrong, change }: InputProps) {
  const shared = {
    id: `f-${field.name}`,
    name: field.name,
    value,
    required,
    'aria-invalid': wrong ? true : undefined,
    'aria-describedby': wrong ? `w-${field.name}` : undefined,
    onInput: (event: Event) => change((event.currentTarget as HTMLInputElement).value),
  }
  return (
    <div class="field">
      <label for={shared.id}>
        {field.label}
        {required ? ' *' : ''}
      </label>
      {field.kind === 'select' ? (
        <select {...shared}>
          <option value="" />
          {field.options?.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      ) : field.kind === 'textarea' ? (
        <textarea {...shared} rows={4} maxLength={4000} />
      ) : (
        <input
          {...shared}
          type={field.kind === 'email' ? 'email' : 'text'}
          list={undefined}
          autocomplete={field.complete}
          maxLength={200}
        />
      )}
      {wrong && (
        <p class="wrong" id={`w-${field.name}`}>
          {wrong}
        </p>
      )}
    </div>
  )
}
