// The icons are imported one file at a time: the package's barrel holds six
// thousand of them.
declare module '@tabler/icons-react/dist/esm/icons/*' {
  import type { Icon } from '@tabler/icons-react'

  const icon: Icon
  export default icon
}
