package scenario

import (
	"path/filepath"
	"testing"

	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
	"pegboard.dev/pegboard/plugins"
)

// sources is the folder of the bundled plugins, each with the scenarios of its levels.
const sources = "../../../../plugins"

// Every bundled plugin that has a feature says beside its code what each level of
// it allows, and that is so on both databases.
func TestLevelsOfPlugins(t *testing.T) {
	manifests, err := filepath.Glob(filepath.Join(sources, "*", "plugin.json"))
	if err != nil || len(manifests) == 0 {
		t.Fatalf("no plugins: %v", err)
	}
	databases := []struct {
		name string
		open func(testing.TB, ...storetest.Option) *store.DB
	}{{"sqlite", storetest.OpenSQLite}, {"postgres", storetest.OpenPostgres}}
	var open func() *store.DB
	r := runner(t, Config{Version: "0.1.0", Bundled: plugins.Bundled(), DB: func() *store.DB { return open() }})
	for _, m := range manifests {
		dir := filepath.Dir(m)
		for _, level := range []rbac.Level{rbac.None, rbac.Read, rbac.Modify, rbac.Full} {
			for _, base := range databases {
				t.Run(filepath.Join(filepath.Base(dir), level.String(), base.name), func(t *testing.T) {
					open = func() *store.DB { return base.open(t) }
					s := mustParse(t, r, filepath.Join(dir, "scenarios", level.String()+".yaml"))
					for _, warning := range s.Warnings {
						t.Errorf("warns: %s", warning)
					}
					w, err := r.start(t.Context(), s)
					if err != nil {
						t.Fatal(err)
					}
					defer w.end()
					asWritten(t, w)
				})
			}
		}
	}
}
