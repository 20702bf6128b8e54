package app_test

import (
	"context"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"pegboard.dev/pegboard/core/plugin/peg"
)

// courier is a plugin that uses the services which reach beyond the call.
var courier = sync.OnceValues(func() ([]byte, error) {
	dir := filepath.Join("..", "..", "..", "..", "core", "plugin", "testdata", "courier")
	wasm, err := peg.Build(context.Background(), dir)
	if err != nil {
		return nil, err
	}
	return peg.PackDir(dir, wasm, "0.1.0")
})

func doing(what string) string { return "/ui/courier/page?do=" + url.QueryEscape(what) }

func TestPluginReachesPeople(t *testing.T) {
	pkg, err := courier()
	if err != nil {
		t.Fatal(err)
	}
	eachWorld(t, func(t *testing.T, w *world) {
		mail := openPost(t)
		w.play([]scenario{
			{name: "install", as: "owner", method: "POST", path: "/plugins", body: string(pkg), header: map[string]string{"Content-Type": "application/octet-stream"},
				status: 201, want: `{"risk":"high","asks":{"hosts":[]}}`, events: []string{"plugin.installed"}},
			{name: "enable", as: "owner", method: "POST", path: "/plugins/courier/enable", status: 200, events: []string{"plugin.enabled"}},
			{name: "where people reach it", as: "owner", method: "PUT", path: "/settings/company", body: `{"name":"Ropes","address":"https://help.test.example"}`, status: 200,
				events: []string{"settings.company_changed"}},
			{name: "a mail server", as: "owner", method: "PUT", path: "/settings/mail",
				body:   fmt.Sprintf(`{"host":"127.0.0.1","port":%d,"security":"none","from":"help@test.example"}`, mail.port),
				status: 200, events: []string{"settings.mail_changed"}},
			{name: "its settings", as: "owner", method: "PUT", path: "/plugins/courier/settings", body: `{"values":{"account":"ACME","api_key":"hunter2"}}`, status: 200,
				want: `{"values":{"account":"ACME","carrier":"post"},"secrets":{"api_key":true}}`, without: []string{"hunter2"}, events: []string{"plugin.settings_changed"}},
			{name: "without their secret", as: "owner", method: "GET", path: "/plugins/courier/settings", status: 200,
				want:    `{"fields":[{"name":"carrier","type":"string","options":[{"value":"post"},{"value":"bike"}],"default":"post"},{"name":"days"},{"name":"account","required":true},{"name":"api_key","secret":true}]}`,
				without: []string{"hunter2"}},
			{name: "nor in the audit log", as: "owner", method: "GET", path: "/audit", status: 200, without: []string{"hunter2"}},
			{name: "a wrong one", as: "owner", method: "PUT", path: "/plugins/courier/settings", body: `{"values":{"account":"ACME","days":10}}`, status: 422,
				want: `{"errors":[{"location":"body.values.days"}]}`},
			{name: "a letter", as: "ana", method: "GET", path: doing(fmt.Sprintf("notify %d Late <b>parcel</b> ticket=%d", w.ids["manager"], w.ids["t1"])), status: 200,
				events: []string{"person.notice"}},
		})
		l := mail.next()
		if l.To != "manager@test.example" || l.Subject != "Late" || !strings.Contains(l.Text, "Courier has news for you:") ||
			!strings.Contains(l.Text, fmt.Sprintf("https://help.test.example/app/tickets/%d", w.ids["t1"])) || strings.Contains(l.HTML, "<b>parcel") {
			t.Errorf("%+v", l)
		}
		// Ben sees no ticket of billing: there is nothing to tell him about it.
		w.do("ana", "GET", doing(fmt.Sprintf("notify %d Hidden x ticket=%d", w.ids["ben"], w.ids["t1"])), "", nil)
		w.do("ana", "GET", doing(fmt.Sprintf("notify %d Seen x", w.ids["ben"])), "", nil)
		if l := mail.next(); l.Subject != "Seen" {
			t.Errorf("a letter about a ticket out of sight: %+v", l)
		}

		ana, carl := w.open(t, "ana"), w.open(t, "carl")
		w.do("ana", "GET", doing("stale board"), "", nil)
		ana.expect(`{"t":"stale","topic":"plugin:courier:board"}`)
		if got := carl.next(time.Second); got != "" {
			t.Errorf("somebody who may not open it was told %s", got)
		}
	})
}
