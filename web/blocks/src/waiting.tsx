import { t } from '@i18n'
import { useEffect, useState } from 'react'
import { Loading } from '@/ui/states'
import classes from './surface.module.css'

/** Nothing for 150 ms, then grey lines, then a word that it is still being worked on. */
export function Waiting() {
  const [phase, setPhase] = useState(0)
  useEffect(() => {
    const timers = [setTimeout(() => setPhase(1), 150), setTimeout(() => setPhase(2), 1500)]
    return () => timers.forEach(clearTimeout)
  }, [])
  if (phase === 0) return <div className={classes.blank} aria-busy="true" />
  return (
    <>
      <Loading lines={3} />
      {phase === 2 && <p className={classes.still}>{t('Still working…')}</p>}
    </>
  )
}
