package sandbox
import ("testing";"pegboard.dev/pegboard/sdk/abi")
func TestMicro(t *testing.T) {
	m := mustModule(t, mustGuest(t, "micro"), Limits{Name: "guest", bare: bare})
	_, err := m.Ask(t.Context(), abi.OpLifecycle, &abi.LifecycleRequest{Phase: "enable"}, nil, nil)
	if err != nil { t.Fatal(err) }
	for _, l := range m.Log() { t.Log(l.Text) }
}
