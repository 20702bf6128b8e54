package app_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/store/storetest"
)

// readyReports are the reports that come with the plugin, and those of three others.
const readyReports, contributedReports = 28, 10

// TestEveryReport walks all reports, those that other plugins contribute too: each has
// a key of its own that opens it and no other, a CSV, a PDF and what prints it.
func TestEveryReport(t *testing.T) {
	needPlugins(t)
	w := newWorld(t, storetest.OpenSQLite(t))
	for _, id := range []string{"surveys", "livechat", "calllogs", "reports"} {
		if got := w.do("owner", "POST", "/plugins/"+id+"/enable", `{}`, nil); got.status != 200 {
			t.Fatalf("%s: %d %s", id, got.status, got.body)
		}
	}
	// A survey's report needs the key for what was answered in all, besides.
	if got := w.do("owner", "PATCH", "/roles/agent", `{"features":{"surveys":{"keys":{"surveys.view":"all","surveys.summary":"all"}}}}`, nil); got.status != 200 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	all := w.reportKeys()
	ready, other := 0, 0
	for i, key := range all {
		id := strings.TrimPrefix(key, "reports.view.")
		if mine, ok := strings.CutPrefix(id, "reports."); ok {
			id = mine
			ready++
		} else {
			other++
		}
		next := strings.TrimPrefix(strings.TrimPrefix(all[(i+1)%len(all)], "reports.view."), "reports.")
		t.Run(id, func(t *testing.T) {
			inner := *w
			inner.t = t
			inner.walkReport(id, key, next)
		})
	}
	if ready != readyReports || other != contributedReports {
		t.Errorf("%d ready and %d contributed reports", ready, other)
	}
}

// reportKeys are the keys of all reports in the registry.
func (w *world) reportKeys() (out []string) {
	w.t.Helper()
	var registry struct {
		Features []struct {
			ID   string
			Keys []struct{ Key string }
		}
	}
	w.must(json.Unmarshal(w.do("owner", "GET", "/permissions", "", nil).body, &registry))
	for _, f := range registry.Features {
		for _, k := range f.Keys {
			if f.ID == "reports" && strings.HasPrefix(k.Key, "reports.view.") {
				out = append(out, k.Key)
			}
		}
	}
	return out
}

// walkReport opens one as the owner in each form, and as somebody with its key only.
func (w *world) walkReport(id, key, next string) {
	t := w.t
	page, file, paper := "/ui/reports/page?report="+id, "/x/reports/csv/"+id+".csv", "/ui/reports/page/pdf?report="+id
	shown := w.do("owner", "GET", page, "", nil)
	var doc struct{ Title string }
	w.must(json.Unmarshal(shown.body, &doc))
	for _, href := range []string{"/api/v1" + paper, "/api/v1" + file} {
		if shown.status != 200 || doc.Title == "" || !bytes.Contains(shown.body, []byte(href)) {
			t.Errorf("the page, which has to lead to %s: %d %.300s", href, shown.status, shown.body)
		}
	}
	got := w.do("owner", "GET", file, "", nil)
	lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(got.body, []byte("\ufeff")))).ReadAll()
	if kind := got.header.Get("Content-Type"); err != nil || got.status != 200 || !strings.HasPrefix(kind, "text/csv") || len(lines) == 0 || len(lines[0]) < 2 {
		t.Errorf("CSV: %d, %s, %v: %.200s", got.status, kind, err, got.body)
	}
	// The route takes only some PDFs at once; this is what it calls.
	print := func(who string) ([]byte, error) {
		subject, err := w.app.People.SubjectByID(t.Context(), core.UserID(w.ids[who]))
		w.must(err)
		got, err := w.app.Plugins.Print(t.Context(), subject, "reports", "page", plugin.PrintInput{Params: map[string]string{"report": id}})
		if err != nil {
			return nil, err
		}
		return got.Body, nil
	}
	if body, err := print("owner"); err != nil || !bytes.HasPrefix(body, []byte("%PDF-")) {
		t.Errorf("PDF: %v", err)
	} else if says := paperSays(body); !strings.Contains(strings.Join(strings.Fields(says), " "), doc.Title) {
		t.Errorf("the PDF does not say %q:\n%s", doc.Title, says)
	}
	keys := fmt.Sprintf(`{"features":{"reports":{"keys":{"reports.view":"all",%q:"all"}}}}`, key)
	if got := w.do("owner", "PATCH", "/roles/agent", keys, nil); got.status != 200 {
		t.Fatalf("%d %s", got.status, got.body)
	}
	for path, want := range map[string][]int{page: {200}, file: {403}, "/ui/reports/page?report=" + next: {403, 404}} {
		if got := w.do("ana", "GET", path, "", nil); got.status != want[0] && got.status != want[len(want)-1] {
			t.Errorf("with its key only, %s: %d, want one of %d: %.200s", path, got.status, want, got.body)
		}
	}
	if _, err := print("ana"); !core.IsKind(err, core.KindForbidden) {
		t.Errorf("a PDF without the key for printing: %v", err)
	}
}
