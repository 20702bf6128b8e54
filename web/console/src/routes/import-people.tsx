export { ImportPeople as default } from '@/features/people/import-people'
