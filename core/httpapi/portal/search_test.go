package portal

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/words"
)

func TestSearchEnginesAreTold(t *testing.T) {
	page := func(seo *blocks.SEO) string {
		v := &view{Title: "Parcels", Own: true, words: words.For("en"), zone: time.UTC, Brand: &people.Branding{}, Company: "Acme", Data: &surfaceData{Heading: "Parcels"}}
		v.tell(seo)
		var out bytes.Buffer
		if err := pages["en"]["surface"].ExecuteTemplate(&out, "layout", v); err != nil {
			t.Fatal(err)
		}
		head, _, _ := strings.Cut(out.String(), "</head>")
		return head
	}
	seo := &blocks.SEO{Title: blocks.T("Where is my <parcel>?"), Description: blocks.T("Follow it.</script>"), Canonical: "/p/parcels/track", JSONLD: "FAQPage"}
	head := page(seo)
	for _, want := range []string{"<title>Where is my &lt;parcel&gt;? · Acme", `<link rel="canonical" href="/p/parcels/track">`, `"@type":"FAQPage"`} {
		if !strings.Contains(head, want) {
			t.Errorf("no %s in %s", want, head)
		}
	}
	if strings.Contains(head, "it.</script>") || strings.Contains(head, "noindex") {
		t.Error(head)
	}
	seo.Noindex, seo.Canonical = true, "javascript:alert(1)"
	if head = page(seo); strings.Contains(head, "canonical") || strings.Contains(head, "ld+json") || !strings.Contains(head, "noindex") {
		t.Error(head)
	}
}
