import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { vi } from 'vitest'
import { Toasts } from '@/ui/toast'
import type { Block, SurfaceDoc } from './model'
import { Surface } from './surface'

type Sent = Record<string, unknown> & { params: Record<string, string> }

interface Options {
  /** What the server answers to an event; by default nothing happens. */
  answer?: (event: Sent) => { status?: number; body: unknown }
  /** What is there when the document is asked for again. */
  later?: () => Block[]
  /** Other surfaces that there are, by plugin and name. */
  surfaces?: Record<string, Block[]>
  /** How long lists take that fields ask for, in milliseconds. */
  slow?: number
}

/** Draws a document as the console does, with a server that serves it and remembers what it was asked and told. */
export async function mount(doc: SurfaceDoc | Block[], { answer, later, surfaces = {}, slow }: Options = {}) {
  const served = Array.isArray(doc) ? ({ v: 1, blocks: doc } as SurfaceDoc) : doc
  const asked: URL[] = []
  const sent: Sent[] = []
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    if (init.method === 'GET') {
      const url = new URL(address, 'http://desk.test')
      if (!url.pathname.startsWith('/api/v1/ui/')) {
        if (slow) await new Promise((done) => setTimeout(done, slow))
        return Response.json({ items: [{ id: 7, name: 'Ana' }], next: null })
      }
      asked.push(url)
      const other = surfaces[url.pathname.split('/').slice(-2).join('/')]
      if (other) return Response.json({ v: 1, blocks: other })
      return Response.json(later && asked.length > 1 ? { ...served, blocks: later() } : served)
    }
    if (init.body instanceof Blob) {
      const url = new URL(address, 'http://desk.test')
      asked.push(url)
      return Response.json({ id: `${asked.length}`, name: url.searchParams.get('name'), size: init.body.size })
    }
    const event = JSON.parse(String(init.body)) as Sent
    sent.push(event)
    const { status = 200, body } = answer?.(event) ?? { body: { effects: [], rev: '' } }
    return Response.json(await body, { status })
  })
  const client = new QueryClient()
  const { container } = render(
    <MantineProvider env="test">
      <QueryClientProvider client={client}>
        <Surface plugin="orders" surface="page" title="Orders" look="panel" />
        <Toasts />
      </QueryClientProvider>
    </MantineProvider>,
  )
  const panel = container.querySelector('section') as HTMLElement
  const waits = () =>
    panel.querySelector('[aria-busy="true"]') ??
    [...panel.querySelectorAll('.mantine-Skeleton-root')].find((line) => !line.closest('[role=status]'))
  await waitFor(
    () => {
      if (asked.length === 0 || waits()) throw new Error('still loading')
    },
    { timeout: 15_000 },
  )
  return { panel, asked, sent, user: userEvent.setup() }
}
