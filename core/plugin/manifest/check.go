package manifest

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/core"
)

var (
	pluginID = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	semver   = regexp.MustCompile(`^(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?(?:-([0-9A-Za-z.-]+))?$`)
	atLeast  = regexp.MustCompile(`^>=\s*(\d{1,6}(?:\.\d{1,6}){0,2})$`)
)

// ABIVersion is the plugin contract this host speaks.
const ABIVersion = 1

// coreOwners are names that no plugin may take: its keys would look like the
// core's, its events like a ticket's.
var coreOwners = []string{
	"core", "pegboard", "tickets", "ticket", "people", "person", "roles", "role", "settings", "views", "console",
	"portal", "users", "teams", "plugins", "plugin", "mail", "access", "records", "system",
}

// ValidID reports whether a plugin may be called that.
func ValidID(id string) bool { return len(id) <= 32 && pluginID.MatchString(id) }

func (m *Manifest) check(host string) error {
	if !ValidID(string(m.ID)) {
		return fmt.Errorf("the id %q must be 1 to 32 lower-case letters, digits and single underscores, beginning with a letter", m.ID)
	}
	if slices.Contains(coreOwners, string(m.ID)) {
		return fmt.Errorf("the id %q belongs to Pegboard itself", m.ID)
	}
	for _, f := range []struct {
		what, text string
		limit      int
	}{
		{"name", m.Name, 60}, {"publisher", m.Publisher, 100}, {"license", m.License, 100}, {"description", m.Description, 500},
	} {
		if strings.TrimSpace(f.text) == "" {
			return fmt.Errorf("it has no %s", f.what)
		}
		if len(f.text) > f.limit {
			return fmt.Errorf("its %s is longer than %d bytes", f.what, f.limit)
		}
	}
	if m.Homepage != "" && !strings.HasPrefix(m.Homepage, "https://") {
		return errors.New("its homepage must begin with https://")
	}
	if !semver.MatchString(m.Version) {
		return fmt.Errorf("the version %q must look like 1.2.3", m.Version)
	}
	if m.ABI != ABIVersion {
		return fmt.Errorf("it was built for plugin ABI %d; this Pegboard speaks ABI %d", m.ABI, ABIVersion)
	}
	if err := checkHost(m.Pegboard, host); err != nil {
		return err
	}
	for id, want := range m.Requires {
		if !pluginID.MatchString(string(id)) || id == m.ID || !atLeast.MatchString(want) {
			return fmt.Errorf(`what it requires of %q must look like {"other": ">=1.2"}`, id)
		}
	}
	if n := m.Limits.MemoryMiB; n != 0 && (n < 16 || n > 128) {
		return errors.New("limits.memory_mib must be 16 to 128")
	}
	if n := m.Limits.RenderMS; n != 0 && (n < 1000 || n > 10_000) {
		return errors.New("limits.render_ms must be 1000 to 10000")
	}
	for _, step := range []func() error{m.checkFeatures, m.checkCollections, m.checkCapabilities, m.checkHooks, m.checkPlaces, m.checkSettings, m.checkSchedules, m.checkMailings, m.checkHTTP, m.checkChannels, m.checkServices, m.checkVisitors} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func checkHost(want, host string) error {
	if !atLeast.MatchString(want) {
		return fmt.Errorf(`"pegboard" is %q and must look like ">=0.1"`, want)
	}
	if !Satisfies(host, want) {
		return fmt.Errorf("it needs Pegboard %s; this one is %s", want, host)
	}
	return nil
}

func (m *Manifest) checkCollections() error {
	if len(m.Collections) > 20 {
		return errors.New("it has more than 20 collections")
	}
	seen := map[string]bool{}
	for _, c := range m.Collections {
		if err := c.Check(m.ID); err != nil {
			return err
		}
		if seen[c.Name] {
			return fmt.Errorf("the collection %q is declared twice", c.Name)
		}
		seen[c.Name] = true
		for _, k := range c.AllKeys() {
			if !strings.HasPrefix(string(k), string(m.ID)+".") {
				return fmt.Errorf("the collection %q is guarded by %q, which is not a key of this plugin", c.Name, k)
			}
			if err := m.checkPerm("collection", c.Name, k); err != nil {
				return err
			}
		}
	}
	for _, c := range m.Collections {
		if f := c.Field(c.Parent); c.Parent != "" {
			if err := c.Join(m.Collection(f.Type.Of)); err != nil {
				return err
			}
		}
	}
	return nil
}

// Satisfies reports whether version fits a bound such as ">=1.2". A pre-release
// counts as its release; "dev" fits everything.
func Satisfies(version, bound string) bool {
	if version == "dev" {
		return true
	}
	b := atLeast.FindStringSubmatch(bound)
	return b != nil && CompareVersions(version, b[1]) >= 0
}

// CompareVersions orders two versions by number: negative when a is older.
// Missing parts count as zero.
func CompareVersions(a, b string) int {
	pa, pb := parts(a), parts(b)
	for i := range pa {
		if pa[i] != pb[i] {
			return pa[i] - pb[i]
		}
	}
	return 0
}

func parts(v string) (p [3]int) {
	v, _, _ = strings.Cut(strings.TrimPrefix(v, "v"), "-")
	for i, s := range strings.SplitN(v, ".", 3) {
		p[i], _ = strconv.Atoi(s)
	}
	return p
}

// Owner returns the plugin that an event or key name such as "calllogs.edit"
// belongs to, as far as its form tells.
func Owner(name string) core.PluginID {
	owner, _, _ := strings.Cut(name, ".")
	return core.PluginID(owner)
}
