package manifest

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
)

// Visiting says whom the plugin lets in from other sites, without an account.
type Visiting struct {
	// Perm is what one must hold to be let in: guests by the role of everybody, people
	// who are signed in by theirs.
	Perm rbac.Key `json:"perm"`
	// Origins names the setting, of type text, in which the owner lists the sites, one
	// a line. The helpdesk's own pages are always among them.
	Origins string `json:"origins"`
	// Widget lets the host serve its chat widget, which talks to the plugin's routes:
	// see the SDK's page about it.
	Widget bool `json:"widget,omitempty"`
}

// MaxOrigins is how many sites an owner may list.
const MaxOrigins = 50

var originHost = regexp.MustCompile(`^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[0-9]{1,5})?$`)

// ParseOrigins reads a list of sites, one a line: "https://shop.example", or
// "https://*.shop.example" for all below it. The error is one sentence for the owner.
func ParseOrigins(text string) ([]string, error) {
	var out []string
	for line := range strings.Lines(text) {
		line = strings.ToLower(strings.TrimSuffix(strings.TrimSpace(line), "/"))
		if line == "" || slices.Contains(out, line) {
			continue
		}
		scheme, host, ok := strings.Cut(line, "://")
		if !ok || scheme != "https" && scheme != "http" || !originHost.MatchString(host) || len(line) > 260 {
			return nil, fmt.Errorf("%q is not a site such as https://shop.example.", line)
		}
		out = append(out, line)
	}
	if len(out) > MaxOrigins {
		return nil, fmt.Errorf("At most %d sites can be listed.", MaxOrigins)
	}
	return out, nil
}

// AllowsOrigin reports whether a page of that origin is on one of the sites.
func AllowsOrigin(sites []string, origin string) bool {
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" || u.Path != "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return false
	}
	scheme, host := strings.ToLower(u.Scheme), strings.ToLower(u.Host)
	return slices.ContainsFunc(sites, func(site string) bool {
		if below, ok := strings.CutPrefix(site, scheme+"://*."); ok {
			return strings.HasSuffix(host, "."+below)
		}
		return site == scheme+"://"+host
	})
}

func (m *Manifest) checkVisitors() error {
	v := m.Visitors
	if v == nil {
		if m.Grants(Visitors) {
			return fmt.Errorf("it asks for the capability %q and does not say whom it lets in", Visitors)
		}
		for i := range m.Routes {
			if m.Routes[i].Visitor {
				return fmt.Errorf("the route %s is for visitors, and the plugin lets none in", m.Routes[i].Path)
			}
		}
		return m.checkOpenToVisitors(false)
	}
	if !m.Grants(Visitors) {
		return fmt.Errorf("it lets visitors in and must ask for the capability %q", Visitors)
	}
	if v.Perm == "" || m.checkPerm("visitors", "perm", v.Perm) != nil {
		return errors.New("visitors.perm must be a key that the plugin registers")
	}
	if f := m.Setting(v.Origins); f == nil || f.Type.Kind != records.Text || f.Secret {
		return fmt.Errorf("visitors.origins must name a setting of the type text, and %q is none", v.Origins)
	}
	return m.checkOpenToVisitors(true)
}

// checkOpenToVisitors refuses collections for visitors of a plugin that lets none in.
func (m *Manifest) checkOpenToVisitors(lets bool) error {
	for _, c := range m.Collections {
		if !lets && (c.Visitor != "" || c.Visitors) {
			return fmt.Errorf("the collection %q is open to visitors, and the plugin lets none in", c.Name)
		}
	}
	return nil
}
