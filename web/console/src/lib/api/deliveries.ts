import { get, post } from './client'
import type { Delivery, Page } from './types'

export const fetchDiscarded = (cursor?: string) => get<Page<Delivery>>('/deliveries/discarded', { cursor })
export const replayDelivery = (id: number) => post<void>(`/deliveries/${id}/replay`)
