import { nonce } from './trusted'
import './mantine-css'
import { t } from '@i18n'
import { DirectionProvider, localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { makeRouter } from './app/router'
import { pruneDrafts } from './lib/drafts'
import { makeQueryClient } from './lib/query'
import { cssVariablesResolver, theme } from './theme'
import { Toasts } from './ui/toast'

const queryClient = makeQueryClient()
const router = makeRouter(queryClient)
const colorSchemeManager = localStorageColorSchemeManager({ key: 'pegboard.theme' })

pruneDrafts()
document.querySelector('[data-mantine-shared-portal-node]')?.setAttribute('aria-label', t('Menus, dialogs and notices'))

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorSchemeManager}
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
