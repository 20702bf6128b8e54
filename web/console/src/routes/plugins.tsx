export { Plugins as default } from '@/features/plugins/plugins'
