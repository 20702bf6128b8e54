export { Teams as default } from '@/features/teams/teams'
