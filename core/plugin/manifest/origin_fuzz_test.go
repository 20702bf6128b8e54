package manifest

import (
	"net/url"
	"strings"
	"testing"
)

// FuzzOrigins reads what an owner may list, and asks for an origin that anybody may
// send. What is read can be read again and means the same; what is let in is on one of
// the sites, by scheme, host and port.
func FuzzOrigins(f *testing.F) {
	f.Add("https://shop.example\nhttps://*.shop.example:8443/", "https://a.shop.example:8443")
	f.Add("http://localhost:3000", "http://localhost:3000")
	f.Add("https://*.example", "https://evil.example@other.test")
	f.Add("https://shop.example", "https://shop.example.evil.test")
	f.Add("https://a..b\n", "null")
	f.Fuzz(func(t *testing.T, text, origin string) {
		sites, err := ParseOrigins(text)
		if err != nil {
			return
		}
		again, err := ParseOrigins(strings.Join(sites, "\n"))
		if err != nil || len(again) != len(sites) {
			t.Fatalf("%q reads as %q, and that as %q: %v", text, sites, again, err)
		}
		if !AllowsOrigin(sites, origin) {
			return
		}
		u, err := url.Parse(strings.ToLower(origin))
		if err != nil {
			t.Fatalf("%q is let in and is no address", origin)
		}
		for _, site := range sites {
			scheme, host, _ := strings.Cut(site, "://")
			if scheme == u.Scheme && (host == u.Host || strings.HasPrefix(host, "*.") && strings.HasSuffix(u.Host, host[1:])) {
				return
			}
		}
		t.Fatalf("%q is let in by %q", origin, sites)
	})
}
