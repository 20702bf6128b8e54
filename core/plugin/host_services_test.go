package plugin_test

import (
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin"
)

// relay packs a copy of the relay under another id; further edits follow.
func relay(t testing.TB, id string, uses []string, edits ...func(m map[string]any)) []byte {
	return edited(t, built(t, filepath.Join("testdata", "relay")), func(m map[string]any) {
		raw, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		renamed := strings.NewReplacer(`"relay"`, `"`+id+`"`, `"relay.view"`, `"`+id+`.view"`).Replace(string(raw))
		clear(m)
		if err := json.Unmarshal([]byte(renamed), &m); err != nil {
			t.Fatal(err)
		}
		m["name"] = strings.ToUpper(id)
		list := []any{}
		for _, to := range uses {
			for _, service := range []string{"run", "guarded"} {
				list = append(list, map[string]any{"plugin": to, "service": service, "optional": true})
			}
		}
		if m["uses"] = list; len(list) == 0 {
			without("services")(m)
		}
		for _, edit := range edits {
			edit(m)
		}
	})
}

// runs has a person open a relay's page and returns the text on it.
func (w *world) runs(who, id, surface, line string) (string, error) {
	w.Helper()
	raw, err := w.m.Render(context.Background(), w.as(who), core.PluginID(id), surface, plugin.RenderInput{Params: map[string]string{"do": line}})
	if err != nil {
		return "", err
	}
	var doc struct{ Blocks []struct{ Text string } }
	if err := json.Unmarshal(raw.JSON, &doc); err != nil || len(doc.Blocks) == 0 {
		w.Fatalf("%s: %v %s", line, err, raw.JSON)
	}
	return doc.Blocks[0].Text, nil
}

func (w *world) running(who, line, want string) {
	w.Helper()
	if got, err := w.runs(who, "relay_a", "page", line); err != nil || got != want {
		w.Errorf("%s: %s: %q %v, not %q", who, line, got, err, want)
	}
}

func TestServices(t *testing.T) {
	onBoth(t, func(w *world) {
		w.install(relay(t, "relay_a", []string{"relay_b"}))
		w.install(relay(t, "relay_b", []string{"relay_a"}))
		w.install(relay(t, "relay_c", nil))
		ana := itoa(w.ids["ana"])
		w.running("ana", "call relay_b run echo hello", "hello")
		// It acts for the same person, and tells which plugin asks.
		w.running("ana", "call relay_b run who", "agent "+ana+" relay_b.view relay_a 1")
		w.running("ana", "call relay_b run call relay_a run who", "agent "+ana+" relay_a.view relay_b 2")
		// Its things are its own, and the caller's among them only.
		w.running("ana", "call relay_b run note mine", "1")
		w.running("ana", "call relay_b run notes", "1")
		w.running("ana", "notes", "0")
		w.running("ben", "call relay_b run notes", "0")
		mine, other := w.ticket("Mine", "billing"), w.ticket("Theirs", "tech")
		w.running("ana", "call relay_b run ticket "+itoa(mine.ID), "Mine of <carl>")
		for _, c := range []struct {
			what, line string
			kind       core.Kind
			says       string
		}{
			{"a ticket out of the caller's sight", "call relay_b run ticket " + itoa(other.ID), core.KindNotFound, ""},
			{"a plugin that it does not use", "call relay_c run who", core.KindForbidden, "did not ask for the service run of relay_c"},
			{"itself", "call relay_a run who", core.KindForbidden, "did not ask"},
			{"a service that it does not use", "call relay_b other who", core.KindForbidden, "did not ask"},
			{"what the other refuses", "call relay_b run invalid", core.KindInvalid, "Not like this."},
			{"one that crashes", "call relay_b run crash", core.KindUnavailable, "relay_b crashed"},
			{"an answer over the bound", "call relay_b run flood", core.KindUnavailable, "more than it may"},
			{"a chain that is too long", "call relay_b run call relay_a run call relay_b run call relay_a run who", core.KindUnavailable, "too deeply"},
		} {
			_, err := w.runs("ana", "relay_a", "page", c.line)
			w.fails(c.what, err, c.kind)
			if err != nil && !strings.Contains(err.(*core.Error).Msg, c.says) {
				t.Errorf("%s: it says %q", c.what, err.(*core.Error).Msg)
			}
		}
		w.running("ana", "call relay_b run call relay_a run call relay_b run who", "agent "+ana+" relay_b.view relay_a 3")

		if err := w.m.Disable(context.Background(), w.as("olga"), "relay_b"); err != nil {
			t.Fatal(err)
		}
		_, err := w.runs("ana", "relay_a", "page", "call relay_b run who")
		w.fails("a disabled provider", err, core.KindUnavailable)
		if err == nil || !strings.Contains(err.(*core.Error).Msg, "relay_b, which provides run, is not enabled") {
			t.Errorf("it says %v", err)
		}
	})
}

// TestServicesLendNothing: a plugin gets no capability and no right of another by
// calling it, nor does the caller.
func TestServicesLendNothing(t *testing.T) {
	w := newWorld(t, openSQLite(t), newClock())
	mine := w.ticket("Mine", "billing")
	w.install(relay(t, "relay_a", []string{"relay_b"}, without("tickets.read", "people.read")))
	w.install(relay(t, "relay_b", nil))
	if got, err := w.runs("ana", "relay_b", "page", "ticket "+itoa(mine.ID)); err != nil || got != "Mine of <carl>" {
		t.Fatalf("%q %v", got, err)
	}
	_, err := w.runs("ana", "relay_a", "page", "call relay_b run ticket "+itoa(mine.ID))
	w.fails("a capability of the other's", err, core.KindForbidden)
	// Carl, who is the ticket's customer, may see it without any key.
	_, err = w.runs("carl", "relay_a", "public", "call relay_b run ticket "+itoa(mine.ID))
	w.fails("a capability of the other's, for a customer", err, core.KindForbidden)
	if _, err := w.runs("carl", "relay_a", "public", "call relay_b run echo hi"); err != nil {
		t.Error(err)
	}
	_, err = w.runs("carl", "relay_a", "public", "call relay_b guarded echo hi")
	w.fails("a service behind a key", err, core.KindForbidden)
	_, err = w.runs("carl", "relay_a", "public", "call relay_b run note x")
	w.fails("a right that the caller has not", err, core.KindForbidden)
}

// TestServicesWithoutAPerson: at night each plugin works as itself, if it may.
func TestServicesWithoutAPerson(t *testing.T) {
	for _, c := range []struct {
		name, want string
		edits      []func(m map[string]any)
	}{
		{"with background", "night: 1", []func(m map[string]any){func(m map[string]any) {
			m["capabilities"] = append(m["capabilities"].([]any), map[string]any{"name": "background", "reason": "Tests work alone."})
		}}},
		{"without", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, openSQLite(t), newClock())
			w.install(relay(t, "relay_a", []string{"relay_b"}))
			w.install(relay(t, "relay_b", nil, c.edits...))
			if _, err := w.runs("ana", "relay_b", "page", "note ana's"); err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(w.m.Schedules(), func(s plugin.Schedule) bool { return s.Name == "plugin:relay_a:nightly" })
			err := w.m.Schedules()[i].Run(context.Background())
			var text string
			_ = w.db.SQL().QueryRow(`SELECT text FROM x_relay_a_notes`).Scan(&text)
			if text != c.want || (err == nil) != (c.want != "") {
				t.Errorf("%q %v", text, err)
			}
		})
	}
}

// TestServicesNeverWaitInACircle: however many call each other at once, all are
// answered, and no instance is entered twice.
func TestServicesNeverWaitInACircle(t *testing.T) {
	w := newWorld(t, openSQLite(t), newClock())
	w.install(relay(t, "relay_a", []string{"relay_b"}))
	w.install(relay(t, "relay_b", []string{"relay_a"}))
	began := time.Now()
	var all sync.WaitGroup
	for n := range 32 {
		here, there := "relay_a", "relay_b"
		if n%2 == 0 {
			here, there = there, here
		}
		all.Go(func() {
			line := "call " + there + " run call " + here + " run echo " + strconv.Itoa(n)
			if got, err := w.runs("ana", here, "page", line); err != nil && !core.IsKind(err, core.KindUnavailable) || err == nil && got != strconv.Itoa(n) {
				t.Errorf("%q %v", got, err)
			} else if err != nil {
				t.Errorf("not answered: %v", err)
			}
		})
	}
	all.Wait()
	t.Logf("%v for 32 calls, each through three guests", time.Since(began))
}

func TestAUseThatIsRequired(t *testing.T) {
	w := newWorld(t, openSQLite(t), newClock())
	id, err := w.m.Install(context.Background(), w.as("olga"), relay(t, "relay_a", []string{"relay_b"}, func(m map[string]any) {
		m["requires"] = map[string]any{"relay_b": ">=1.0"}
		for _, u := range m["uses"].([]any) {
			delete(u.(map[string]any), "optional")
		}
	}), plugin.How{})
	if err != nil {
		t.Fatal(err)
	}
	w.fails("without the provider", w.m.Enable(context.Background(), w.as("olga"), id), core.KindConflict)
	w.install(relay(t, "relay_b", nil))
	w.enable(id)
	w.running("ana", "call relay_b run echo now", "now")
	w.fails("taking the provider away", w.m.Disable(context.Background(), w.as("olga"), "relay_b"), core.KindConflict)
}

// TestMoreUsesWaitForConsent: an update that calls another service is not taken
// while the plugin is on.
func TestMoreUsesWaitForConsent(t *testing.T) {
	w := newWorld(t, openSQLite(t), newClock())
	newer := func(m map[string]any) { m["version"] = "1.1.0" }
	w.install(relay(t, "relay_a", []string{"relay_b"}))
	_, err := w.m.Install(context.Background(), w.as("olga"), relay(t, "relay_a", []string{"relay_b", "relay_c"}, newer), plugin.How{})
	w.fails("more uses", err, core.KindConflict)
	if err == nil || !strings.Contains(err.(*core.Error).Msg, "the service run of relay_c") {
		t.Errorf("it says %v", err)
	}
	if _, err := w.m.Install(context.Background(), w.as("olga"), relay(t, "relay_a", []string{"relay_b"}, newer), plugin.How{}); err != nil {
		t.Errorf("the same uses: %v", err)
	}
}
