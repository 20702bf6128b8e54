package sandbox
import ("os";"testing";"sort";"time";"pegboard.dev/pegboard/sdk/abi")
var bare = os.Getenv("BARE") != ""
func TestProbe(t *testing.T) {
	m := mustModule(t, mustGuest(t, "guest"), Limits{Name: "guest", bare: bare})
	run := func(name string, fn func()) {
		for i:=0;i<3000;i++ { fn() }
		d := make([]time.Duration, 30000)
		f0 := m.Usage().Fuel
		for i := range d { s:=time.Now(); fn(); d[i]=time.Since(s) }
		f := (m.Usage().Fuel-f0)/int64(len(d))
		sort.Slice(d, func(i,j int) bool {return d[i]<d[j]})
		t.Log(name, "p01",d[len(d)/100],"p10",d[len(d)/10],"p50",d[len(d)/2],"p90",d[len(d)*9/10],"p99",d[len(d)*99/100], "fuel/call", f, "mem", m.Usage().Memory)
	}
	h := &Hook{}
	h.Request.Name="ticket.will_create"; h.Request.Ticket=sampleTicket()
	run("hook", func() { h.Do(t.Context(), m, nil) })
	g := &Hook{}
	g.Request.Name="ticket.nope"; g.Request.Ticket=sampleTicket()
	run("nohandler", func() { g.Do(t.Context(), m, nil) })
	e := &Hook{}
	e.Request.Name="ticket.nope"
	run("empty", func() { e.Do(t.Context(), m, nil) })
	c := &Call{Op: 77}
	run("badop", func() { m.Do(t.Context(), c) })
	l := &Call{Op: abi.OpLifecycle}
	run("lifecycle", func() { m.Do(t.Context(), l) })
	b := []byte{}
	run("encode", func() { b = h.Request.AppendFlat(b[:0]) })
}
