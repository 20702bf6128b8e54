package web

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestRoutesAreTheRouters: the addresses and parts here are those of the console's
// own router.
func TestRoutesAreTheRouters(t *testing.T) {
	router, err := os.ReadFile("console/src/app/router.tsx")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	variable := regexp.MustCompile(`\$\w+`)
	for _, m := range regexp.MustCompile(`(?s)path: '/([^']*)',.*?import\('\.\./routes/([\w-]+)'\)`).FindAllStringSubmatch(string(router), -1) {
		address, route := m[1], m[2]
		want = append(want, variable.ReplaceAllString(address, "*")+" "+route)
	}
	var got []string
	for _, r := range routes {
		if r.address != "inbox" {
			got = append(got, r.address+" "+r.route)
		}
	}
	if slices.Sort(want); len(want) < 10 {
		t.Fatalf("only %d routes found: the test looks in the wrong place", len(want))
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("routes here\n%s\nthe router's\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestRouteNeedsWhatTheShellHasNot(t *testing.T) {
	page, built := Index()
	if !built {
		t.Skip("SKIPPED: this test binary carries no console; run `make web` first, as `make test` does.")
	}
	for _, address := range []string{"/", "/inbox", "/tickets/7", "/tickets/new", "/x/calllogs/calls", "/people/import"} {
		scripts, styles := Route(address)
		if len(scripts) == 0 {
			t.Errorf("%s needs nothing", address)
		}
		for _, file := range append(scripts, styles...) {
			if _, ok := Lookup(file); !ok {
				t.Errorf("%s needs %s, which was not built", address, file)
			}
			if strings.Contains(string(page), file) {
				t.Errorf("%s needs %s, which the shell names", address, file)
			}
		}
	}
	if scripts, _ := Route("/nothing/here/at/all"); scripts != nil {
		t.Errorf("no page needs %v", scripts)
	}
}
