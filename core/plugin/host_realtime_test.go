package plugin_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
)

// live notes what plugins say.
type live struct {
	mu   sync.Mutex
	said []core.LiveMessage
}

func (l *live) Tell(m core.LiveMessage) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.said = append(l.said, m)
	return nil
}

func TestChannels(t *testing.T) {
	w := newWorld(t, openSQLite(t), newClock())
	w.install(courier(t))
	w.must("ana", `say yard {"late":2}`)
	w.must("ana", `say yard:north 7`)
	van := w.must("ana", "van LX-1")
	w.must("ana", `say van:`+van+` "gone"`)
	var got []string
	for _, m := range w.live.said {
		got = append(got, m.Address()+" "+string(m.Payload))
	}
	want := `plugin:courier:yard {"late":2}|plugin:courier:yard:north 7|plugin:courier:van:` + van + ` "gone"`
	if strings.Join(got, "|") != want {
		t.Errorf("said %q, not %q", got, want)
	}
	for _, topic := range []string{"van", "van:x", "van:0", "van:01", "van:-1", "yards", "yard:", "yard:a:b", "yard:" + strings.Repeat("x", 61), ":", "plugin:courier:yard"} {
		_, err := w.says("ana", "say "+topic+" 1")
		w.fails("the topic "+topic, err, core.KindInvalid)
	}
	_, err := w.says("ana", `say yard "`+strings.Repeat("x", core.MaxLivePayload)+`"`)
	w.fails("a payload over the bound", err, core.KindInvalid)
	_, err = w.says("ana", "chatter")
	w.fails("a flood", err, core.KindRateLimited)
	if n := len(w.live.said); n > 70 {
		t.Errorf("a flood said %d things", n)
	}
	w.clock.pass(time.Minute)
	w.must("ana", "say yard 1")
}

func TestWhoHearsAChannel(t *testing.T) {
	onBoth(t, func(w *world) {
		w.install(courier(w))
		van := w.must("ana", "van LX-1")
		hears := func(who, plugin, topic string) bool {
			among, err := w.m.Audience(context.Background(), core.PluginID(plugin), topic)
			if err != nil {
				w.Fatal(err)
			}
			return among(w.as(who))
		}
		for _, c := range []struct {
			who, plugin, topic string
			want               bool
		}{
			{"ana", "courier", "yard", true},
			{"ben", "courier", "yard:north", true},
			{"carl", "courier", "yard", false},       // does not hold the key
			{"ana", "courier", "van:" + van, true},   // her own
			{"ben", "courier", "van:" + van, false},  // holds the key, and may not read the row
			{"olga", "courier", "van:" + van, true},  // may read every row
			{"olga", "courier", "van:999999", false}, // there is none
			{"olga", "courier", "nothing", false},    // nor is there such a channel
			{"olga", "calllogs", "yard", false},      // not enabled
			{"olga", "nothing", "yard", false},       // not there
		} {
			if got := hears(c.who, c.plugin, c.topic); got != c.want {
				t.Errorf("%s hears %s of %s: %v", c.who, c.topic, c.plugin, got)
			}
		}
		if err := w.m.Disable(context.Background(), w.as("olga"), "courier"); err != nil {
			t.Fatal(err)
		}
		if hears("olga", "courier", "yard") {
			t.Error("a disabled plugin is heard")
		}
	})
}

func TestSpeakingNeedsTheCapability(t *testing.T) {
	w := newWorld(t, openSQLite(t), newClock())
	w.install(edited(t, courier(t), func(m map[string]any) {
		without("realtime")(m)
		delete(m, "channels")
	}))
	_, err := w.says("ana", "say yard 1")
	w.fails("without the capability", err, core.KindForbidden)
}
