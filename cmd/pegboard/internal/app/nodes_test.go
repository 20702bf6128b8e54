package app_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pegboard.dev/pegboard/cmd/pegboard/internal/app"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
	"pegboard.dev/pegboard/plugins"
)

// twoNodes are two servers over one PostgreSQL. Sign-ins hold on both.
func twoNodes(t *testing.T) (one, two *world) {
	t.Helper()
	dbs := storetest.OpenNodes(t, 2)
	one = newWorld(t, dbs[0])
	return one, one.beside(dbs[1])
}

// beside starts another node of the helpdesk.
func (w *world) beside(db *store.DB) *world {
	w.t.Helper()
	a, err := app.Open(w.t.Context(), app.Config{Version: "0.1.0", Data: w.t.TempDir(), Cache: compiled, DB: db, Bundled: plugins.Bundled()})
	if err != nil {
		w.t.Fatal(err)
	}
	two := &world{t: w.t, app: a, ids: w.ids, cookies: w.cookies}
	two.serve()
	return two
}

// TestNodesShareWhatHappens: an event is told to the windows of both nodes, once.
func TestNodesShareWhatHappens(t *testing.T) {
	one, two := twoNodes(t)
	here, there := one.open(t, "ana"), two.open(t, "manager")
	here.say(`{"t":"watch","all":true}`)
	there.say(`{"t":"watch","all":true}`)
	time.Sleep(300 * time.Millisecond)
	began := time.Now()
	one.do("owner", "POST", "/tickets/{t1}/messages", `{"kind":"comment","body":"Between us."}`, nil)
	want := fmt.Sprintf(`{"t":"event","event":"ticket.commented","ticket":%d,"actor":%d}`, one.ids["t1"], one.ids["owner"])
	here.expect(want)
	there.expect(want)
	t.Logf("on the other node after %v", time.Since(began))
	two.do("owner", "POST", "/tickets/{t1}/messages", `{"kind":"comment","body":"And back."}`, nil)
	here.expect(want)
	there.expect(want)
	if got := there.next(1500 * time.Millisecond); got != "" {
		t.Errorf("it was told again: %s", got)
	}
}

// TestNodesSharePresence: who looks and who types is seen on both nodes, and those
// of a node that goes are gone.
func TestNodesSharePresence(t *testing.T) {
	one, two := twoNodes(t)
	t1, ana, manager := one.ids["t1"], one.ids["ana"], one.ids["manager"]
	here := one.open(t, "ana")
	here.say(`{"t":"watch","tickets":[%d]}`, t1)
	alone := fmt.Sprintf(`{"t":"presence","ticket":%d,"people":[{"id":%d,"name":"ana","typing":false}]}`, t1, ana)
	here.expect(alone)
	there := two.open(t, "manager")
	there.say(`{"t":"watch","tickets":[%d]}`, t1)
	both := func(typing bool) string {
		a, m := fmt.Sprintf(`{"id":%d,"name":"ana","typing":%v}`, ana, typing), fmt.Sprintf(`{"id":%d,"name":"manager","typing":false}`, manager)
		if manager < ana {
			a, m = m, a
		}
		return fmt.Sprintf(`{"t":"presence","ticket":%d,"people":[%s,%s]}`, t1, a, m)
	}
	here.eventually(both(false))
	there.eventually(both(false))
	here.say(`{"t":"typing","ticket":%d}`, t1)
	there.eventually(both(true))
	_ = there.ws.Close()
	here.eventually(alone) // after she stopped typing
}

// eventually waits for a message, whatever comes before it.
func (win *window) eventually(want string) {
	win.t.Helper()
	var last string
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); {
		if last = win.next(10 * time.Second); last == want {
			return
		} else if last == "" {
			break
		}
	}
	win.t.Fatalf("the window was told %s last, not %s", last, want)
}

// TestNodesShareChannels: what a plugin says on one node is heard on the other,
// once, and only by who may.
func TestNodesShareChannels(t *testing.T) {
	one, two := twoNodes(t)
	one.courier(t)
	eventually(t, "the other node follows", func() bool { return two.do("ana", "GET", doing("van LX-1"), "", nil).status == http.StatusOK })
	ana, ben := two.open(t, "ana"), two.open(t, "ben")
	for _, win := range []*window{ana, ben} {
		win.say(`{"t":"watch","channels":["plugin:courier:yard"]}`)
	}
	time.Sleep(200 * time.Millisecond)
	began := time.Now()
	one.do("ben", "GET", doing(`say yard {"gate":3}`), "", nil)
	ana.expect(`{"t":"said","topic":"plugin:courier:yard","payload":{"gate":3}}`)
	t.Logf("on the other node after %v", time.Since(began))
	ben.expect(`{"t":"said","topic":"plugin:courier:yard","payload":{"gate":3}}`)

	// A page that is to be drawn again is so on both nodes.
	one.do("ben", "GET", doing("stale board"), "", nil)
	ana.expect(`{"t":"stale","topic":"plugin:courier:board"}`)
	ben.expect(`{"t":"stale","topic":"plugin:courier:board"}`)

	// Rights that go on one node go on the other before the next word.
	one.do("owner", "PATCH", "/roles/agent", `{"features":{"courier":{"level":"none"}}}`, nil)
	one.do("owner", "GET", doing(`say yard "secret"`), "", nil)
	for _, win := range []*window{ana, ben} {
		win.expect(`{"t":"rights"}`)
		win.expect(`{"t":"gone","topic":"plugin:courier:yard"}`)
		if got := win.next(time.Second); got != "" {
			t.Errorf("it was told %s", got)
		}
	}
}

// TestNodesDoThingsOnce: of two nodes one delivers an event to a watcher.
func TestNodesDoThingsOnce(t *testing.T) {
	one, two := twoNodes(t)
	one.courier(t)
	eventually(t, "the other node follows", func() bool { return two.do("ana", "GET", doing("may courier.view"), "", nil).status == http.StatusOK })
	var all sync.WaitGroup
	for n := range 20 {
		all.Go(func() {
			w := one
			if n%2 == 0 {
				w = two
			}
			w.do("ana", "GET", doing("publish courier.counted 0 {}"), "", nil)
		})
	}
	all.Wait()
	delivered := func() []string {
		var page struct{ Items []struct{ Plate string } }
		if err := json.Unmarshal(one.do("ana", "GET", "/x/courier/vans?limit=200", "", nil).body, &page); err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, v := range page.Items {
			out = append(out, v.Plate)
		}
		slices.Sort(out)
		return out
	}
	eventually(t, "all are delivered", func() bool { return len(delivered()) >= 20 })
	time.Sleep(1500 * time.Millisecond)
	if got := delivered(); len(got) != 20 || len(slices.Compact(got)) != 20 {
		t.Errorf("%d deliveries of 20 events: %v", len(got), got)
	}
}

// TestNodesRunSchedulesOnce: what is due at one time is run by one of the nodes.
func TestNodesRunSchedulesOnce(t *testing.T) {
	dbs := storetest.OpenNodes(t, 2)
	due := time.Now().Truncate(time.Minute)
	var won atomic.Int32
	var all sync.WaitGroup
	for n := range 10 {
		all.Go(func() {
			if ok, err := dbs[n%2].Jobs().ClaimRun(t.Context(), "plugin:courier:nightly", due); err != nil {
				t.Error(err)
			} else if ok {
				won.Add(1)
			}
		})
	}
	all.Wait()
	if won.Load() != 1 {
		t.Errorf("%d nodes run it", won.Load())
	}
}
