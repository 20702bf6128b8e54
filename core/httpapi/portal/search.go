package portal

import "pegboard.dev/pegboard/core/blocks"

// tell takes over what search engines are to be told about a plugin's page.
func (v *view) tell(seo *blocks.SEO) {
	v.Search, v.Description, v.Index = seo.Title.String(), seo.Description.String(), !seo.Noindex
	if blocks.SafeHref(seo.Canonical) {
		v.Canonical = seo.Canonical
	}
	if seo.JSONLD != "" && v.Index {
		v.Schema = map[string]string{"@context": "https://schema.org", "@type": seo.JSONLD, "name": v.Search, "description": v.Description}
	}
}
