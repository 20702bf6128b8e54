import { nonce } from './trusted'
import './mantine-css'
import { t } from '@i18n'
import { DirectionProvider, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { makeRouter } from './app/router'
import { pruneDrafts } from './lib/drafts'
import { makeQueryClient } from './lib/query'
import { themeOfPage } from './lib/use-theme'
import { cssVariablesResolver, theme } from './theme'
import { Toasts } from './ui/toast'

const queryClient = makeQueryClient()
const router = makeRouter(queryClient)

setTimeout(pruneDrafts, 10_000)
document.querySelector('[data-mantine-shared-portal-node]')?.setAttribute('aria-label', t('Menus, dialogs and notices'))

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={themeOfPage}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <DirectionProvider>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <Toasts />
        </QueryClientProvider>
      </DirectionProvider>
    </MantineProvider>
  </StrictMode>,
)
