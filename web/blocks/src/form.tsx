import { t } from '@i18n'
import { type FormEvent, useId, useRef } from 'react'
import { ActionButton, ActionList } from './action'
import { Box, useBox, useForms, useSurfaceApi } from './context'
import { FieldView } from './fields/field'
import classes from './form.module.css'
import { findErrors, shown } from './form-check'
import { Autosave, LeaveGuard } from './form-keep'
import { Heading } from './heading'
import { type Form, type FormNode, fieldsOf, plain } from './model'
import { holds } from './show-if'

/** A form: checked here first, then by the server and the plugin; a summary takes the focus when something is wrong. */
export function FormBlock({ block }: { block: Form }) {
  const { run } = useSurfaceApi()
  const forms = useForms()
  const id = useId()
  const { id: box, waiting } = useBox()
  const summary = useRef<HTMLDivElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const errors = forms.errors(block.id)
  const error = forms.error(block.id)
  const focusSummary = () => requestAnimationFrame(() => summary.current?.focus())

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const wrong = findErrors(block, forms.value)
    forms.fail(block.id, wrong)
    if (Object.keys(wrong).length > 0) return focusSummary()
    await run(block.submit, { event: 'submit', form: block.id, box })
    if (Object.keys(forms.errors(block.id)).length > 0 || forms.error(block.id)) focusSummary()
  }

  const labels = Object.fromEntries(fieldsOf(block.fields).map((field) => [field.name, plain(field.label)]))
  const listed = Object.entries(errors)
  return (
    <form
      ref={form}
      className={classes.form}
      data-layout={block.layout ?? 'stack'}
      onSubmit={submit}
      noValidate
      data-waiting={waiting}
      aria-busy={waiting}
    >
      <Box.Provider value={box}>
        {block.confirm_leave && <LeaveGuard form={block.id} />}
        {block.autosave && <Autosave form={block} trigger={block.autosave} />}
        {block.title && <Heading className={classes.title}>{plain(block.title)}</Heading>}
        {(error || listed.length > 0) && (
          <div ref={summary} className={classes.summary} role="alert" tabIndex={-1}>
            <strong>{error || t('Please look at this again:')}</strong>
            {listed.length > 0 && (
              <ul>
                {listed.map(([name, text]) => (
                  <li key={name}>
                    {labels[name] ?? name}: {text}
                  </li>
                ))}
              </ul>
            )}
          </div>
        )}
        <div className={classes.fields}>
          {block.fields.map((node) => (
            <Node key={keyOf(node)} node={node} form={block.id} prefix={id} />
          ))}
        </div>
        <div className={classes.actions}>
          <ActionButton action={{ ...block.submit, style: block.submit.style ?? 'primary' }} submit />
          {block.cancel && <ActionButton action={block.cancel} options={{ event: 'dismiss' }} />}
          <ActionList actions={block.secondary} options={{ form: block.id }} />
        </div>
      </Box.Provider>
    </form>
  )
}

const keyOf = (node: FormNode) => (node.kind === 'group' ? `group ${plain(node.title)}` : node.name)

function Node({ node, form, prefix }: { node: FormNode; form: string; prefix: string }) {
  const forms = useForms()
  if (node.kind === 'group') {
    if (!holds(node.show_if, forms.value)) return null
    return (
      <fieldset className={classes.group}>
        {node.title && <legend className={classes.legend}>{plain(node.title)}</legend>}
        <div className={classes.groupFields} data-cols={node.cols ?? 1}>
          {node.fields.map((field) => (
            <Node key={field.name} node={field} form={form} prefix={prefix} />
          ))}
        </div>
      </fieldset>
    )
  }
  if (!shown(node, forms.value) || node.kind === 'hidden') return null
  return (
    <div className={classes.field} data-cols={node.cols}>
      <FieldView field={node} form={form} id={`${prefix}-${node.name}`} />
    </div>
  )
}
