package plugin_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/plugin/peg"
)

// papered is the probe in a version, with papers.
func papered(t testing.TB, version string, papers map[string]string) []byte {
	t.Helper()
	body := versioned(t, version)
	wasm, err := peg.ReadWasm(body)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := peg.ManifestOf(body)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	papers["plugin.json"] = string(raw)
	for name, text := range papers {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := peg.PackDir(dir, wasm, "0.1.0")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// papersOf says papers in one line: the versions of the releases, with a + on new ones.
func papersOf(p *plugin.Papers) string {
	said := []string{p.Version + " since " + p.Since + ":"}
	for _, r := range p.Releases {
		mark := map[bool]string{true: "+"}[r.New]
		said = append(said, mark+r.Version+" "+strings.TrimSpace(r.HTML))
	}
	return strings.Join(said, " ")
}

func TestPapersOfAPlugin(t *testing.T) {
	const readme = "# Probe\n\nFor [tests](https://probe.example), ![seen](https://spy.example/dot.png).\n\n## Why\n\nNot <script>alert(1)</script> [here](/app/people)"
	first := papered(t, "1.0.0", map[string]string{"README.md": readme, "CHANGELOG.md": "# Changes\n## 1.0.0\nFirst."})
	third := papered(t, "1.2.0", map[string]string{"CHANGELOG.md": "# Changes\n## 1.3.0\nSoon.\n## 1.2.0 - today\nMore.\n## 1.1.0\nBetter.\n## 1.0.0\nFirst."})
	w := newWorld(t, openSQLite(t), newClock())
	ctx := context.Background()
	preview := func(body []byte) *plugin.Papers {
		p, err := w.m.Preview(ctx, w.as("olga"), body, plugin.How{})
		if err != nil {
			t.Fatal(err)
		}
		return p.Papers
	}

	before := preview(first)
	if got := papersOf(before); got != "1.0.0 since : 1.0.0 <p>First.</p>" {
		t.Errorf("before it is installed: %s", got)
	}
	const clean = `<p>For <a href="https://probe.example" rel="nofollow noreferrer">tests</a>, seen.</p> <h3>Why</h3> <p>Not alert(1) here</p>`
	if got := strings.Join(strings.Fields(before.Readme), " "); got != clean {
		t.Errorf("the readme: %s", got)
	}
	w.install(first)
	here, err := w.m.Papers(ctx, w.as("olga"), "probe")
	if err != nil || papersOf(here) != papersOf(before) || here.Readme != before.Readme {
		t.Errorf("once it is here: %v %+v", err, here)
	}
	if got := papersOf(preview(third)); got != "1.2.0 since 1.0.0: 1.3.0 <p>Soon.</p> +1.2.0 <p>More.</p> +1.1.0 <p>Better.</p> 1.0.0 <p>First.</p>" {
		t.Errorf("before an upgrade: %s", got)
	}
	if err := w.upgrade(third); err != nil {
		t.Fatal(err)
	}
	if here, err = w.m.Papers(ctx, w.as("olga"), "probe"); err != nil || here.Readme != "" || here.Version != "1.2.0" || here.Since != "" || len(here.Releases) != 4 {
		t.Errorf("after it: %v %+v", err, here)
	}

	bundled, err := w.m.Papers(ctx, w.as("olga"), "calllogs")
	if err != nil || bundled.Readme == "" || len(bundled.Releases) == 0 {
		t.Errorf("of one that was never enabled: %v %+v", err, bundled)
	}
	_, err = w.m.Papers(ctx, w.as("ana"), "probe")
	w.fails("an agent", err, core.KindForbidden)
	_, err = w.m.Papers(ctx, w.as("olga"), "nothing")
	w.fails("no such plugin", err, core.KindNotFound)
}
