import { t } from '@i18n'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { Confirm } from '@/ui/confirm'
import { useForms, useSurfaceApi } from './context'
import classes from './form.module.css'
import { findErrors } from './form-check'
import type { Form } from './model'

/** Asks before a page is left on which something was typed and not sent. */
export function LeaveGuard({ form }: { form: string }) {
  const unsaved = useForms().unsaved(form)
  const router = useRouter({ warn: false })
  const [leave, setLeave] = useState<((stay: boolean) => void) | null>(null)
  useEffect(() => {
    if (!unsaved) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    const unblock = router?.history.block({
      enableBeforeUnload: false,
      // Another state of the same page keeps what is typed.
      blockerFn: ({ currentLocation, nextLocation }) =>
        currentLocation.pathname !== nextLocation.pathname && new Promise<boolean>((answer) => setLeave(() => answer)),
    })
    return () => {
      window.removeEventListener('beforeunload', warn)
      unblock?.()
    }
  }, [unsaved, router])
  const answer = (stay: boolean) => {
    leave?.(stay)
    setLeave(null)
  }
  if (!leave) return null
  return (
    <Confirm
      opened
      title={t('Leave this page?')}
      label={t('Leave')}
      danger
      onClose={() => answer(true)}
      onConfirm={() => answer(false)}
    >
      {t('What you have typed here is not saved yet.')}
    </Confirm>
  )
}

interface AutosaveProps {
  form: Form
  trigger: NonNullable<Form['autosave']>
}

type State = 'idle' | 'saving' | 'saved' | 'failed'

/** Sends a form a while after the last change, if there is nothing wrong with it, and says so. */
export function Autosave({ form, trigger }: AutosaveProps) {
  const { press } = useSurfaceApi()
  const forms = useForms()
  const [state, setState] = useState<State>('idle')
  const typed = forms.typed(form.id)
  const latest = useRef({ form, trigger, press, forms })
  latest.current = { form, trigger, press, forms }
  useEffect(() => {
    const { forms, form } = latest.current
    if (!forms.unsaved(form.id)) return
    setState('idle')
    const save = async () => {
      const { trigger, press } = latest.current
      if (typed !== forms.typed(form.id) || Object.keys(findErrors(form, forms.value)).length > 0) return
      setState('saving')
      try {
        await press({ id: trigger.action, label: '', token: trigger.token }, { event: 'change', form: form.id })
        forms.sent(form.id, typed)
        setState('saved')
      } catch {
        setState('failed')
      }
    }
    const timer = setTimeout(save, trigger.ms ?? 1_000)
    return () => clearTimeout(timer)
  }, [typed, trigger.ms])
  const said = {
    idle: '',
    saving: t('Saving…'),
    saved: t('Saved'),
    failed: t('Not saved. It is tried again when you change something.'),
  }
  return (
    <p className={classes.saved} role="status">
      {said[state]}
    </p>
  )
}
