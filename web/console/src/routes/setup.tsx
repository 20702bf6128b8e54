export { Setup as default } from '@/features/settings/setup'
