export { NewTicket as default } from '@/features/new-ticket/new-ticket'
