package rbac_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/rbac/rbactest"
)

// keys turns "view create" into the keys of a feature, sorted.
func keys(feature, names string) []rbac.Key {
	out := []rbac.Key{}
	for _, n := range strings.Fields(names) {
		out = append(out, rbac.Key(feature+"."+n))
	}
	slices.Sort(out)
	return out
}

// TestCoreCatalogue is the catalogue's rows marked core, written out once more.
func TestCoreCatalogue(t *testing.T) {
	const ticketWork = "view create reply merge status priority email subject pin follow_up assistance comment resolution attach relate "
	const peopleWork = "view create edit clone comment ticket org.view org.create org.edit org.delete org.comment member.create member.edit member.delete "
	tests := []struct{ feature, full, modify, read, none, custom string }{
		{"console", "view agent admin", "view", "view", "", ""},
		{"tickets", ticketWork + "take delete transfer assign search queue submit rate", ticketWork, "view", "", "unrouted route"},
		{"people", peopleWork + "delete", peopleWork, "view ticket org.view", "", "invite import roles.assign teams.manage groups.manage"},
		{"roles", "view create edit delete clone export import", "view", "view", "", ""},
		{"settings", "", "", "", "", "view edit plugins company billing audit rules"},
		{"views", "view own shared team", "view own team", "view", "", ""},
	}
	reg := rbac.Core()
	if got, want := len(reg.Features()), len(tests); got != want {
		t.Fatalf("core has %d features, want %d", got, want)
	}
	for i, tt := range tests {
		t.Run(tt.feature, func(t *testing.T) {
			if got := reg.Features()[i].ID; got != tt.feature {
				t.Errorf("stands in place of %s", got)
			}
			for level, names := range map[rbac.Level]string{rbac.Full: tt.full, rbac.Modify: tt.modify, rbac.Read: tt.read, rbac.None: tt.none, rbac.Custom: ""} {
				got := reg.LevelKeys(tt.feature, level)
				slices.Sort(got)
				if d := cmp.Diff(keys(tt.feature, names), got); d != "" {
					t.Errorf("%s: %s", level, d)
				}
			}
			var custom []rbac.Key
			for _, k := range reg.FeatureKeys(tt.feature) {
				if k.OnlyCustom {
					custom = append(custom, k.Key)
				}
				if k.Title == "" {
					t.Errorf("%s has no title", k.Key)
				}
			}
			slices.Sort(custom)
			if want := keys(tt.feature, tt.custom); !slices.Equal(want, custom) {
				t.Errorf("only custom: %s", cmp.Diff(want, custom))
			}
		})
	}
}

func TestCoreKeyMarks(t *testing.T) {
	reg := rbac.Core()
	yesNo := keys("tickets", "create search queue unrouted submit")
	yesNo = append(yesNo, keys("people", "create org.create invite import teams.manage groups.manage")...)
	for _, k := range reg.Keys() {
		scoped := (k.Feature == "tickets" || k.Feature == "people") && !slices.Contains(yesNo, k.Key)
		if k.Scoped != scoped {
			t.Errorf("%s: scoped is %v", k.Key, k.Scoped)
		}
		name := string(k.Key)[strings.LastIndex(string(k.Key), ".")+1:]
		settingsWrite := k.Feature == "settings" && name != "view" && name != "audit"
		if destructive := name == "delete" || name == "merge" || settingsWrite; k.Destructive != destructive {
			t.Errorf("%s: destructive is %v", k.Key, k.Destructive)
		}
		if want := k.Key == "tickets.submit" || k.Key == "tickets.rate"; (k.For == rbac.User) != want {
			t.Errorf("%s is for %s", k.Key, k.For)
		}
	}
}

func TestRegistryRefuses(t *testing.T) {
	key := func(k rbac.Key) []rbac.KeyDef { return []rbac.KeyDef{{Key: k}} }
	tests := []struct {
		name    string
		feature rbac.Feature
		says    string
	}{
		{"a key under another plugin's name", rbac.Feature{ID: "kb", Owner: "kb", Keys: key("calllogs.view")}, "under the name of calllogs"},
		{"a key under core's name", rbac.Feature{ID: "kb", Owner: "kb", Keys: key("tickets.steal")}, "under the name of tickets"},
		{"an extension with another's key", rbac.Feature{ID: "kb", Owner: "kb", Extends: []rbac.Extension{{Feature: "tickets", Key: rbac.KeyDef{Key: "tickets.steal"}}}}, "under the name of tickets"},
		{"a plugin called like core", rbac.Feature{ID: "tickets", Owner: "tickets"}, "belongs to the core"},
		{"a feature under another's name", rbac.Feature{ID: "calllogs.more", Owner: "kb"}, "not under its own name"},
		{"a feature of core that is none", rbac.Feature{ID: "kb"}, "not a feature of the core"},
		{"a derived report key", rbac.Feature{ID: "reports", Owner: "reports", Keys: key("reports.view.kb.hits")}, "derived"},
		{"a key twice", rbac.Feature{ID: "kb", Owner: "kb", Keys: append(key("kb.view"), key("kb.view")...)}, "twice"},
		{"a key without a dot", rbac.Feature{ID: "kb", Owner: "kb", Keys: key("kb")}, "not a permission key"},
		{"a key with spaces", rbac.Feature{ID: "kb", Owner: "kb", Keys: key("kb.view all")}, "not a permission key"},
		{"a level with an unknown key", rbac.Feature{ID: "kb", Owner: "kb", Keys: key("kb.view"), Levels: map[rbac.Level][]rbac.Key{rbac.Modify: {"kb.edit"}}}, "kb.edit"},
		{"a level with another's key", rbac.Feature{ID: "kb", Owner: "kb", Levels: map[rbac.Level][]rbac.Key{rbac.Modify: {"tickets.view"}}}, "tickets.view"},
		{"a level for custom", rbac.Feature{ID: "kb", Owner: "kb", Levels: map[rbac.Level][]rbac.Key{rbac.Custom: {}}}, "derived"},
		{"an extension of custom", rbac.Feature{ID: "kb", Owner: "kb", Extends: []rbac.Extension{{Feature: "tickets", Key: rbac.KeyDef{Key: "kb.add"}, Levels: []rbac.Level{rbac.Custom}}}}, "cannot be extended"},
		{"requirements in a circle", rbac.Feature{ID: "kb", Owner: "kb", Keys: []rbac.KeyDef{{Key: "kb.a", Requires: []rbac.Key{"kb.b"}}, {Key: "kb.b", Requires: []rbac.Key{"kb.a"}}}}, "requires itself"},
		{"a report with dots", rbac.Feature{ID: "kb", Owner: "kb", Reports: []rbac.Report{{ID: "a.b"}}}, "report"},
		{"a feature twice", rbac.Feature{ID: "dup", Owner: "dup"}, "twice"},
	}
	reg, err := rbac.Core().With(rbac.Feature{ID: "dup", Owner: "dup"})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := reg.With(tt.feature)
			if !core.IsKind(err, core.KindInvalid) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v, want an invalid error that says %q", err, tt.says)
			}
		})
	}
}

func TestRegistrySnapshots(t *testing.T) {
	before := rbac.Core()
	after, err := before.With(mustPlugin(t, "calllogs")...)
	if err != nil {
		t.Fatal(err)
	}
	level := func(reg *rbac.Registry, feature string, l rbac.Level, k rbac.Key) bool {
		return slices.Contains(reg.LevelKeys(feature, l), k)
	}
	t.Run("the old snapshot stays as it was", func(t *testing.T) {
		if level(before, "tickets", rbac.Full, "calllogs.add_to_ticket") || before.Owned("calllogs") {
			t.Error("the plugin shows in the old snapshot")
		}
	})
	t.Run("extensions stand in the levels they name", func(t *testing.T) {
		for _, tt := range []struct {
			feature string
			level   rbac.Level
			key     rbac.Key
			want    bool
		}{
			{"tickets", rbac.Full, "calllogs.add_to_ticket", true},
			{"tickets", rbac.Modify, "calllogs.add_to_ticket", true},
			{"tickets", rbac.Read, "calllogs.add_to_ticket", false},
			{"people", rbac.Read, "calllogs.add_to_person", true},
			{"people", rbac.Read, "calllogs.add_to_organization", false},
			{"people", rbac.Modify, "calllogs.add_to_organization", true},
			{"calllogs", rbac.Full, "calllogs.add_to_ticket", false},
		} {
			if got := level(after, tt.feature, tt.level, tt.key); got != tt.want {
				t.Errorf("%s in %s at %s: %v", tt.key, tt.feature, tt.level, got)
			}
		}
		k, _ := after.Key("calllogs.add_to_ticket")
		if k.Feature != "tickets" || k.From != "calllogs" || k.Owner != "calllogs" {
			t.Errorf("got %+v", k)
		}
	})
	t.Run("an extension of a feature that is not there sleeps until it is", func(t *testing.T) {
		alone := rbactest.Registry("tasks")
		if _, ok := alone.Key("tasks.add_to_chat"); ok {
			t.Error("it is registered")
		}
		if both := rbactest.Registry("tasks", "livechat"); !level(both, "livechat", rbac.None, "tasks.add_to_chat") {
			t.Error("it still sleeps")
		}
	})
	t.Run("reports become keys of the reports feature", func(t *testing.T) {
		if _, ok := after.Key("reports.view.calllogs.volume"); ok {
			t.Error("without the reports feature")
		}
		reg := rbactest.Registry("calllogs", "reports")
		k, ok := reg.Key("reports.view.calllogs.volume")
		if !ok || k.Feature != "reports" || k.Owner != "calllogs" || !level(reg, "reports", rbac.Full, k.Key) || level(reg, "reports", rbac.Modify, k.Key) {
			t.Errorf("got %+v", k)
		}
	})
	t.Run("without the plugin all is as before", func(t *testing.T) {
		again, err := after.Without("calllogs")
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(before.Keys(), again.Keys()); d != "" {
			t.Error(d)
		}
		if same, _ := again.Without(""); len(same.Features()) != len(before.Features()) {
			t.Error("core's features went too")
		}
	})
	t.Run("resources are found by name", func(t *testing.T) {
		res, ok := after.Resource("calllogs.calls")
		if !ok || res.View != "calllogs.view" {
			t.Errorf("got %+v", res)
		}
		if res, _ := after.Resource("tickets"); res != rbac.Tickets {
			t.Error("tickets are not there")
		}
		if _, ok := after.Resource("calllogs.none"); ok {
			t.Error("found what is not there")
		}
	})
}

func mustPlugin(t *testing.T, id string) []rbac.Feature {
	t.Helper()
	f, ok := rbactest.Plugin(id)
	if !ok {
		t.Fatalf("the catalogue has no plugin %q", id)
	}
	return f
}
