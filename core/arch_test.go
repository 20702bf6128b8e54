package core_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

const module = "pegboard.dev/pegboard/"

// goPackage is what `go list` tells of a package.
type goPackage struct {
	ImportPath string
	Name       string
	Doc        string
	Dir        string
	Standard   bool
	Imports    []string
}

// domain is what an adapter may know: the words, the rules, the nouns.
var domain = []string{"core", "core/rbac", "core/rbac/...", "core/people", "core/tickets", "core/notices", "core/records", "core/blocks"}

// inside says for each part which other parts it may import, and why the line
// is drawn there. A part not named here may import nothing of ours.
var inside = map[string]struct {
	why string
	may []string
}{
	"core":          {"the words everybody speaks: they depend on nobody", nil},
	"core/words":    {"translations: the edge uses them, the domain speaks English and knows nothing of languages", nil},
	"core/rbac":     {"the one rule is pure: it must be possible to test it against random worlds", []string{"core", "core/rbac/..."}},
	"core/people":   {"domain, one way: people know roles, not tickets", []string{"core", "core/rbac", "core/rbac/..."}},
	"core/tickets":  {"domain, one way: tickets know people, not plugins", []string{"core", "core/rbac", "core/people"}},
	"core/notices":  {"domain: who is told of what; it knows tickets and people, they do not know it", []string{"core", "core/rbac", "core/people", "core/tickets"}},
	"core/records":  {"domain: a plugin's rows obey the same rule as tickets", []string{"core", "core/rbac", "core/people", "core/tickets"}},
	"core/blocks":   {"pure: validation and rendering of documents", []string{"core", "core/rbac", "core/people", "core/tickets"}},
	"core/store":    {"adapter: it serves the domain and no other adapter", append([]string{"core/store/..."}, domain...)},
	"core/jobs":     {"adapter: what runs later is handed over by cmd", []string{"core"}},
	"core/mail":     {"adapter", append([]string{"core/words"}, domain...)},
	"core/metrics":  {"adapter: it counts, and is told or asks through functions", []string{"core"}},
	"core/realtime": {"adapter", domain},
	"core/plugin":   {"adapter: guests reach the domain through its services only", append([]string{"core/plugin/...", "core/blocks/pdf", "sdk/..."}, domain...)},
	"core/httpapi":  {"adapter: requests reach the domain through its services only", append([]string{"core/httpapi/...", "core/words", "web", "web/portal"}, domain...)},
	"sdk":           {"what a plugin author imports must not pull in the host", []string{"sdk/...", "sdk"}},
	"plugins":       {"a plugin imports the SDK and the standard library only; the test kit is for its tests", []string{"sdk", "sdk/abi", "sdk/ui"}},
	"web":           {"the built console knows nobody", nil},
	"cmd":           {"wiring: it knows everybody, nobody knows it", []string{"..."}},
}

// outside lists every third-party package that may be imported directly, by
// whom, and why it is worth its weight.
var outside = map[string]struct {
	why string
	by  []string
}{
	"github.com/gofiber/":                 {"the HTTP server; deprecated upstream, so it stays in two places", []string{"core/httpapi", "core/realtime"}},
	"github.com/danielgtaylor/huma/v2":    {"one definition per operation gives validation and OpenAPI", []string{"core/httpapi"}},
	"github.com/coreos/go-oidc/v3":        {"sign-in by providers", []string{"core/httpapi"}},
	"golang.org/x/oauth2":                 {"under it", []string{"core/httpapi"}},
	"github.com/valyala/fasthttp":         {"under Fiber", []string{"core/httpapi", "core/realtime"}},
	"github.com/fasthttp/websocket":       {"the other end of a socket, in the load test of live chat; Fiber's is under it", []string{"cmd/pegboard/internal/chatbench"}},
	"gorm.io/":                            {"object mapping; rows never leave the store", []string{"core/store"}},
	"modernc.org/sqlite":                  {"SQLite without C", []string{"core/store"}},
	"github.com/jackc/pgx/v5":             {"PostgreSQL's errors and driver", []string{"core/store"}},
	"github.com/pressly/goose/v3":         {"migrations as SQL, run by one node at a time", []string{"core/store"}},
	"github.com/tetratelabs/wazero":       {"the sandbox", []string{"core/plugin/sandbox"}},
	"github.com/robfig/cron/v3":           {"cron lines", []string{"core/jobs", "core/plugin/manifest"}},
	"github.com/alexedwards/argon2id":     {"password hashes", []string{"core/people"}},
	"github.com/microcosm-cc/bluemonday":  {"cleaning of HTML that people and mails bring", []string{"core/tickets", "core/blocks"}},
	"github.com/yuin/goldmark":            {"Markdown", []string{"core/tickets", "core/blocks", "core/plugin"}},
	"go.yaml.in/yaml/v3":                  {"presets, access scenarios, configuration", []string{"core/rbac", "cmd"}},
	"github.com/alecthomas/kong":          {"command line", []string{"cmd"}},
	"codeberg.org/go-pdf/fpdf":            {"PDF; see core/blocks/pdf/RATIONALE.md", []string{"core/blocks/pdf"}},
	"github.com/go-fonts/liberation":      {"letters on paper: Latin, Greek, Cyrillic, Hebrew, under a free licence", []string{"core/blocks/pdf"}},
	"golang.org/x/image":                  {"how wide the letters of a font are, and which it has", []string{"core/blocks/pdf"}},
	"golang.org/x/net/html":               {"HTML as a tree", []string{"core/tickets", "core/blocks", "core/httpapi"}},
	"golang.org/x/crypto":                 {"argon2id's ground, ed25519 helpers", []string{"core/people", "core/plugin"}},
	"golang.org/x/text":                   {"Unicode case folding and normal forms; languages", []string{"core/words", "core/people", "core/tickets", "core/store", "core/blocks", "core/records", "core/mail", "core/plugin"}},
	"github.com/prometheus/client_golang": {"numbers in the form that others read", []string{"core/metrics"}},
	"github.com/wneessen/go-mail":         {"messages and SMTP", []string{"core/mail"}},
	"golang.org/x/sync":                   {"errgroup, semaphore", []string{"core/people", "core/plugin", "cmd"}},
	"golang.org/x/sys":                    {"file locks", []string{"cmd"}},
	"golang.org/x/net/http/httpguts":      {"which headers are well-formed", []string{"core/plugin"}},
	"code.dny.dev/ssrf":                   {"outbound HTTP of plugins never reaches the inner network", []string{"core/plugin"}},
	"github.com/google/go-cmp":            {"differences in tests", []string{"..."}},
	"pgregory.net/rapid":                  {"random worlds in tests", []string{"..."}},
}

// notInDomain are packages of the standard library by which a rule would start
// to know the outside.
var notInDomain = []string{"net/http", "database/sql", "net/smtp"}

func TestNobodyImportsAcrossTheLines(t *testing.T) {
	for _, p := range listPackages(t) {
		own := strings.TrimPrefix(p.ImportPath, module)
		rule, known := inside[part(own)]
		if !known {
			t.Errorf("%s: no rule says what it may import; add it to `inside` with a reason", own)
			continue
		}
		for _, imported := range p.Imports {
			switch other, ours := strings.CutPrefix(imported, module); {
			case ours:
				if part(other) == "cmd" && part(own) != "cmd" {
					t.Errorf("%s imports %s: nobody imports cmd", own, other)
				} else if part(other) != part(own) && !matches(rule.may, other) {
					t.Errorf("%s imports %s, but %s", own, other, rule.why)
				}
			case strings.Contains(strings.SplitN(imported, "/", 2)[0], "."):
				if !allowedOutside(own, imported) {
					t.Errorf("%s imports %s, which the list `outside` does not give it", own, imported)
				}
			case matches(domain, own) && slices.Contains(notInDomain, imported):
				t.Errorf("%s imports %s: the domain knows neither the web nor the database", own, imported)
			}
		}
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	for _, p := range listPackages(t) {
		if len(p.Doc) < 20 {
			t.Errorf("%s has no package comment", strings.TrimPrefix(p.ImportPath, module))
		}
	}
}

// part is the folder that a rule speaks of: "core/store" for core/store/blob.
func part(own string) string {
	fields := strings.Split(own, "/")
	if fields[0] == "core" && len(fields) > 1 {
		return path.Join(fields[:2]...)
	}
	return fields[0]
}

// matches reports whether own is in the list; "x/..." stands for all below x,
// "..." for everything.
func matches(list []string, own string) bool {
	for _, entry := range list {
		below, tree := strings.CutSuffix(entry, "...")
		if entry == own || tree && strings.HasPrefix(own+"/", below) {
			return true
		}
	}
	return false
}

func allowedOutside(own, imported string) bool {
	for prefix, rule := range outside {
		trimmed := strings.TrimSuffix(prefix, "/")
		if imported != trimmed && !strings.HasPrefix(imported, trimmed+"/") {
			continue
		}
		for _, by := range rule.by {
			if by == "..." || own == by || strings.HasPrefix(own, by+"/") {
				return true
			}
		}
	}
	return false
}

// listPackages returns this module's packages, those for plugins included.
func listPackages(t *testing.T) []goPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-json=ImportPath,Name,Doc,Dir,Imports", "./...")
	cmd.Dir = ".."
	var failure bytes.Buffer
	cmd.Stderr = &failure
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, failure.String())
	}
	var packages []goPackage
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if p.Name != "" { // a folder with tests only, or without files for this platform
			packages = append(packages, p)
		}
	}
	if len(packages) < 10 {
		t.Fatalf("only %d packages found: the test looks in the wrong place", len(packages))
	}
	return packages
}
