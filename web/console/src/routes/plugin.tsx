import { getRouteApi } from '@tanstack/react-router'
import { PluginPage } from '@/features/plugins/plugin-page'

const route = getRouteApi('/plugins/$plugin')

export default function PluginRoute() {
  const { plugin } = route.useParams()
  return <PluginPage id={plugin} />
}
