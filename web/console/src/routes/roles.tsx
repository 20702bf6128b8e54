export { Roles as default } from '@/features/roles/roles'
