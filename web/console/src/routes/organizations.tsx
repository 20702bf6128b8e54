export { Organizations as default } from '@/features/organizations/organizations'
