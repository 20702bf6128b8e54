package plugin_test

import (
	"encoding/json"
	"slices"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/plugin/manifest"
)

// TestEveryPowerHasAMeaning: whatever a manifest can ask for is said in words and
// graded.
func TestEveryPowerHasAMeaning(t *testing.T) {
	m := &manifest.Manifest{ID: "all", Provides: []manifest.Service{{Name: "where", Title: "Where it is"}}}
	for _, name := range manifest.CapabilityNames() {
		m.Capabilities = append(m.Capabilities, manifest.Capability{Name: name, Reason: "Because of the test."})
	}
	for _, on := range manifest.WillHooks {
		m.Hooks = append(m.Hooks, manifest.Hook{On: on})
	}
	m.HTTP = []manifest.HTTPHost{{Host: "api.example.com"}}
	m.Uses = []manifest.Use{{Plugin: "carriers", Service: "routes"}}
	m.Routes = []manifest.Route{{Method: "GET", Path: "/open", Public: true}, {Method: "GET", Path: "/own", Perm: "all.view"}}
	powers := plugin.Powers(m)
	if want := len(m.Capabilities) + len(m.Hooks) + 4; len(powers) != want {
		t.Errorf("%d powers, want %d", len(powers), want)
	}
	for i, p := range powers {
		if p.Means == "" || p.Risk == "" || (p.Kind == core.PowerCapability) != (p.Reason == "Because of the test.") {
			t.Errorf("power %+v", p)
		}
		if i > 0 && p.Risk.Over(powers[i-1].Risk) > 0 {
			t.Errorf("%s comes after what is less grave", p.Name)
		}
	}
}

func TestRiskOfPowersTogether(t *testing.T) {
	for _, c := range []struct {
		asks []string
		want core.Risk
	}{
		{nil, core.RiskLow},
		{[]string{"records", "settings", "kv", "events", "realtime"}, core.RiskLow},
		{[]string{"tickets.read", "people.read", "records"}, core.RiskMedium},
		{[]string{"http"}, core.RiskMedium},
		{[]string{"http", "people.read"}, core.RiskHigh}, // what it reads can leave
		{[]string{"background"}, core.RiskMedium},
		{[]string{"background", "tickets.read"}, core.RiskHigh}, // everybody's
		{[]string{"schedule", "tickets.write"}, core.RiskHigh},
		{[]string{"visitors"}, core.RiskHigh},
		{[]string{"itself", "tickets.read"}, core.RiskHigh},
	} {
		m := &manifest.Manifest{ID: "all"}
		for _, name := range c.asks {
			m.Capabilities = append(m.Capabilities, manifest.Capability{Name: name})
		}
		if got := core.RiskOf(plugin.Powers(m)); got != c.want {
			t.Errorf("%q is of %s risk, want %s", c.asks, got, c.want)
		}
	}
}

// TestAsksAreNeverNull: whoever reads them need not ask for each list.
func TestAsksAreNeverNull(t *testing.T) {
	raw, err := json.Marshal(core.PluginAsks{})
	if err != nil {
		t.Fatal(err)
	}
	var lists map[string][]string
	if err := json.Unmarshal(raw, &lists); err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for name, list := range lists {
		if names = append(names, name); list == nil {
			t.Errorf("%s is null", name)
		}
	}
	slices.Sort(names)
	if want := []string{"capabilities", "hooks", "hosts", "keys", "routes", "services"}; !slices.Equal(names, want) {
		t.Errorf("lists %q, want %q", names, want)
	}
}
