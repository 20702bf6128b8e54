import { get, put } from './client'
import type { SetupSteps } from './types'

export const fetchSetupProgress = () => get<SetupSteps>('/setup/progress')
export const saveSetupProgress = (progress: { done: string[]; finished: boolean }) =>
  put<SetupSteps>('/setup/progress', progress)
