package scenario

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core/rbac/rbactest"
	"pegboard.dev/pegboard/core/rbac/scenario"
	"pegboard.dev/pegboard/plugins"
)

// testdata has the scenarios of the presets' documents.
const testdata = "../../../../core/rbac/presets/testdata"

// product plays what bin/pegboard would; catalogue knows every plugin of the
// catalogue by its features, and none by its code.
func product(t *testing.T) *Runner {
	return runner(t, Config{Version: "0.1.0", Bundled: plugins.Bundled()})
}

func catalogue(t *testing.T) *Runner {
	return runner(t, Config{Version: "0.1.0", More: rbactest.Plugin})
}

func runner(t *testing.T, cfg Config) *Runner {
	t.Helper()
	r, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// needPlugins skips the test where a scenario needs a bundled plugin that this
// binary does not carry.
func needPlugins(t *testing.T, r *Runner, text string) {
	t.Helper()
	if _, err := fs.Stat(plugins.Bundled(), "calllogs.peg"); err != nil && r.cfg.More == nil && strings.Contains(text, "\nplugins:") {
		t.Skip("SKIPPED: this test binary carries no plugins; run `make plugins` first, as `make test` does.")
	}
}

// files returns the scenarios of a folder; there must be some.
func files(t *testing.T, dir string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(testdata, dir, "*.yaml"))
	if err != nil || len(list) == 0 {
		t.Fatalf("no scenarios in %q: %v", dir, err)
	}
	return list
}

// mustParse reads a scenario.
func mustParse(t *testing.T, r *Runner, file string) *scenario.Scenario {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	needPlugins(t, r, string(data))
	s, err := r.Parse(filepath.Base(file), data)
	if err != nil {
		t.Fatalf("%s", sentence(err))
	}
	return s
}

// Every sentence of the documents is true of the product, and the runner would
// notice if it were not: the contrary of each expectation fails.
func TestDocuments(t *testing.T) {
	for _, set := range []struct {
		dir string
		r   *Runner
	}{{"", product(t)}, {"catalogue", catalogue(t)}} {
		for _, file := range files(t, set.dir) {
			t.Run(filepath.Join(set.dir, filepath.Base(file)), func(t *testing.T) {
				s := mustParse(t, set.r, file)
				for _, w := range s.Warnings {
					t.Errorf("warns: %s", w)
				}
				w, err := set.r.start(t.Context(), s)
				if err != nil {
					t.Fatal(err)
				}
				defer w.end()
				asWritten(t, w)
				contrariwise(t, w)
			})
		}
	}
}

func asWritten(t *testing.T, w *world) {
	res, err := w.play(t.Context(), w.s.Checks)
	if err != nil {
		t.Fatal(err)
	}
	for i := range res.Failures {
		t.Error(res.Failures[i].String())
	}
	if res.Passed+len(res.Failures) != len(w.s.Checks) || len(w.s.Checks) == 0 {
		t.Errorf("%d of %d expectations were checked", res.Passed+len(res.Failures), len(w.s.Checks))
	}
}

func contrariwise(t *testing.T, w *world) {
	checks := slices.Clone(w.s.Checks)
	for i := range checks {
		if c := &checks[i]; c.Verb == scenario.Sees {
			c.Sees = contrary(w.s, c)
		} else {
			c.Want = !c.Want
		}
	}
	res, err := w.play(t.Context(), checks)
	if err != nil {
		t.Fatal(err)
	}
	if res.Passed > 0 || len(res.Failures) != len(checks) {
		t.Errorf("%d of %d passed all the same", res.Passed, len(checks))
	}
	for i := range res.Failures {
		if f := &res.Failures[i]; len(f.Got) == 0 || f.Check.Line == 0 || f.File == "" {
			t.Errorf("says too little: %+v", f)
		}
	}
}

// contrary is a list that differs in one name.
func contrary(s *scenario.Scenario, c *scenario.Check) []string {
	if len(c.Sees) > 0 {
		return c.Sees[1:]
	}
	switch c.In {
	case scenario.InTickets:
		return []string{s.Tickets[0].Name}
	case scenario.InPeople:
		return []string{s.Users[0].Name}
	}
	at := slices.IndexFunc(s.Records, func(r scenario.Record) bool { return r.Collection == c.In })
	return []string{s.Records[at].Name}
}

// The documents hold at least 400 expectations, of both kinds.
func TestThereAreEnoughExpectations(t *testing.T) {
	list := map[string]*Runner{}
	for _, file := range files(t, "") {
		list[file] = product(t)
	}
	for _, file := range files(t, "catalogue") {
		list[file] = catalogue(t)
	}
	can, cannot, sees := 0, 0, 0
	for file, r := range list {
		s := mustParse(t, r, file)
		for _, c := range s.Checks {
			switch {
			case c.Verb == scenario.Sees:
				sees++
			case c.Want:
				can++
			default:
				cannot++
			}
		}
	}
	t.Logf("%d can, %d cannot, %d lists", can, cannot, sees)
	if can < 200 || cannot < 200 || sees < 30 {
		t.Errorf("%d can, %d cannot, %d lists", can, cannot, sees)
	}
}
