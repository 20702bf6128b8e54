package app_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"
)

// install enables the courier.
func (w *world) courier(t *testing.T) {
	t.Helper()
	pkg, err := courier()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []answer{
		w.do("owner", "POST", "/plugins", string(pkg), map[string]string{"Content-Type": "application/octet-stream"}),
		w.do("owner", "POST", "/plugins/courier/enable", "", nil),
	} {
		if r.status >= 300 {
			t.Fatalf("%d %s", r.status, r.body)
		}
	}
}

// TestWindowsHearChannels: whoever may hear a topic hears it at once, and nobody
// after their rights have gone.
func TestWindowsHearChannels(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.courier(t)
		ana, ben, carl := w.open(t, "ana"), w.open(t, "ben"), w.open(t, "carl")
		if r := w.do("ana", "GET", doing("van LX-1"), "", nil); r.status != http.StatusOK {
			t.Fatalf("%d %s", r.status, r.body)
		}
		ana.say(`{"t":"watch","channels":["plugin:courier:yard","plugin:courier:van:1"]}`)
		ben.say(`{"t":"watch","channels":["plugin:courier:van:1","plugin:courier:yard"]}`)
		ben.expect(`{"t":"gone","topic":"plugin:courier:van:1"}`) // hers
		carl.say(`{"t":"watch","channels":["plugin:courier:yard"]}`)
		carl.expect(`{"t":"gone","topic":"plugin:courier:yard"}`)
		time.Sleep(100 * time.Millisecond) // the hub has no reply to give to the others

		w.do("ben", "GET", doing(`say van:1 {"at":"Porto"}`), "", nil)
		w.do("ben", "GET", doing(`say yard "full"`), "", nil)
		ana.expect(`{"t":"said","topic":"plugin:courier:van:1","payload":{"at":"Porto"}}`)
		ana.expect(`{"t":"said","topic":"plugin:courier:yard","payload":"full"}`)
		ben.expect(`{"t":"said","topic":"plugin:courier:yard","payload":"full"}`)

		// The van goes to ben: no right of ana's has changed, and it is hers no more.
		if r := w.do("owner", "PATCH", "/x/courier/vans/1", fmt.Sprintf(`{"version":1,"driver":%d}`, w.ids["ben"]), nil); r.status != http.StatusOK {
			t.Fatalf("%d %s", r.status, r.body)
		}
		w.do("ben", "GET", doing(`say van:1 "secret"`), "", nil)
		ana.expect(`{"t":"gone","topic":"plugin:courier:van:1"}`)

		w.do("owner", "POST", "/plugins/courier/disable", "", nil)
		told := []string{ana.next(10 * time.Second), ana.next(10 * time.Second)} // in either order
		slices.Sort(told)
		if want := []string{`{"t":"gone","topic":"plugin:courier:yard"}`, `{"t":"rights"}`}; !slices.Equal(told, want) {
			t.Errorf("after the plugin was disabled: %s", told)
		}
		if got := carl.next(time.Second); got != "" && got != `{"t":"rights"}` {
			t.Errorf("somebody without the key was told %s", got)
		}
	})
}
