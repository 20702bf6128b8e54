import { Surface } from '@blocks/surface'
import { t } from '@i18n'
import { getRouteApi } from '@tanstack/react-router'
import { useMe } from '@/lib/session'

const route = getRouteApi('/x/$plugin/$surface')

export default function SurfaceRoute() {
  const { plugin, surface } = route.useParams()
  const params = route.useSearch()
  const navigate = route.useNavigate()
  const { pages, commands } = useMe()
  const page = [...pages, ...commands].find((item) => item.plugin === plugin && item.surface === surface)
  return (
    <Surface
      key={`${plugin}/${surface}`}
      plugin={plugin}
      surface={surface}
      title={page?.title ?? t('Plugin page')}
      icon={page?.icon}
      look="page"
      params={params}
      onParams={(next) => navigate({ search: next, replace: true })}
    />
  )
}
