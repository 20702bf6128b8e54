import { Tabs } from '@mantine/core'
import '@mantine/core/styles/Tabs.layer.css'
import { Pill } from '@/ui/pill'
import { ActionList } from './action'
import { Blocks } from './block'
import { Box, useBox, useSurfaceApi } from './context'
import { Deeper, Heading } from './heading'
import { BlockIcon } from './icon'
import classes from './layout.module.css'
import { type Of, plain } from './model'

export function StackBlock({ block }: { block: Of<'stack'> }) {
  return (
    <div
      className={classes.stack}
      data-dir={block.dir ?? 'col'}
      data-gap={block.gap ?? 'md'}
      data-align={block.align}
      data-wrap={block.wrap || undefined}
    >
      <Blocks blocks={block.blocks} />
    </div>
  )
}

export function GridBlock({ block }: { block: Of<'grid'> }) {
  return (
    <div className={classes.grid} data-cols={block.cols} data-gap={block.gap ?? 'md'}>
      <Blocks blocks={block.blocks} />
    </div>
  )
}

export function SplitBlock({ block }: { block: Of<'split'> }) {
  return (
    <div className={classes.split} data-ratio={block.ratio ?? '1:1'}>
      <div className={classes.stack} data-gap="md">
        <Blocks blocks={block.start} />
      </div>
      <div className={classes.stack} data-gap="md">
        <Blocks blocks={block.end} />
      </div>
    </div>
  )
}

export function SectionBlock({ block }: { block: Of<'section'> }) {
  const title = plain(block.title)
  const { id, waiting } = useBox()
  return (
    <section className={classes.section} data-frame={block.frame ?? 'card'} data-waiting={waiting} aria-busy={waiting}>
      <Box.Provider value={id}>
        {(title || block.actions?.length) && (
          <header className={classes.sectionHead}>
            <div>
              {title && <Heading className={classes.sectionTitle}>{title}</Heading>}
              {block.subtitle && <p className={classes.subtitle}>{plain(block.subtitle)}</p>}
            </div>
            <div className={classes.actions}>
              <ActionList actions={block.actions} size="xs" />
            </div>
          </header>
        )}
        <Deeper>
          <div className={classes.stack} data-gap="md">
            <Blocks blocks={block.blocks} />
          </div>
        </Deeper>
      </Box.Provider>
    </section>
  )
}

export function DisclosureBlock({ block }: { block: Of<'disclosure'> }) {
  return (
    <details className={classes.disclosure} open={block.open}>
      <summary className={classes.summary}>
        {plain(block.title)}
        {block.count !== undefined && <Pill>{block.count}</Pill>}
      </summary>
      <Deeper>
        <div className={classes.disclosed}>
          <Blocks blocks={block.blocks} />
        </div>
      </Deeper>
    </details>
  )
}

export function TabsBlock({ block }: { block: Of<'tabs'> }) {
  const { params, setParams } = useSurfaceApi()
  const name = `${block.id ?? 'tabs'}.tab`
  const current = params[name] ?? block.value ?? block.tabs[0]?.id ?? null
  return (
    <Tabs value={current} onChange={(value) => setParams({ [name]: value ?? undefined })} keepMounted={false}>
      <Tabs.List>
        {block.tabs.map((tab) => (
          <Tabs.Tab
            key={tab.id}
            value={tab.id}
            leftSection={tab.icon ? <BlockIcon name={tab.icon} /> : undefined}
            rightSection={tab.badge ? <Pill>{plain(tab.badge)}</Pill> : undefined}
          >
            {plain(tab.label)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {block.tabs.map((tab) => (
        <Tabs.Panel key={tab.id} value={tab.id} pt="md">
          <div className={classes.stack} data-gap="md">
            <Blocks blocks={tab.blocks ?? []} />
          </div>
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

export function StepsBlock({ block }: { block: Of<'steps'> }) {
  const at = block.steps.findIndex((step) => step.id === block.current)
  return (
    <div className={classes.stack} data-gap="md">
      <ol className={classes.steps}>
        {block.steps.map((step, index) => (
          <li
            key={step.id}
            className={classes.step}
            data-state={index < at ? 'done' : index === at ? 'now' : 'next'}
            aria-current={index === at ? 'step' : undefined}
          >
            <span className={classes.number} aria-hidden="true">
              {index < at ? '✓' : index + 1}
            </span>
            <span>
              {plain(step.label)}
              {step.text && <span className={classes.subtitle}>{plain(step.text)}</span>}
            </span>
          </li>
        ))}
      </ol>
      <Blocks blocks={block.blocks} />
    </div>
  )
}

export function DividerBlock({ block }: { block: Of<'divider'> }) {
  if (!block.label) return <hr className={classes.rule} />
  return <div className={classes.divider}>{plain(block.label)}</div>
}
