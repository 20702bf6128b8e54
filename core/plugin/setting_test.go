package plugin_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin"
)

func raw(values map[string]string) map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	for name, v := range values {
		out[name] = json.RawMessage(v)
	}
	return out
}

func TestSettings(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.install(courier(w))
		if got := w.must("ana", "settings"); got != `{"account":null,"api_key":"","carrier":"post","days":null}` {
			t.Errorf("before anything was set: %s", got)
		}
		set := func(values map[string]string) (*plugin.SettingsForm, error) {
			return w.m.SetSettings(ctx, w.as("olga"), "courier", raw(values))
		}
		form, err := set(map[string]string{"carrier": `"bike"`, "days": "3", "account": `" ACME "`, "api_key": `"hunter2"`})
		if err != nil {
			t.Fatal(err)
		}
		if string(form.Values["account"]) != `"ACME"` || !form.Secrets["api_key"] || form.Values["api_key"] != nil {
			t.Errorf("the answer: %+v", form)
		}
		if got := w.must("ana", "settings"); got != `{"account":"ACME","api_key":"hunter2","carrier":"bike","days":3}` {
			t.Errorf("on the next call: %s", got)
		}
		form, err = w.m.SettingsOf(ctx, w.as("olga"), "courier")
		if all, _ := json.Marshal(form); err != nil || strings.Contains(string(all), "hunter2") || len(form.Fields) != 4 {
			t.Errorf("reading them: %s %v", all, err)
		}
		for _, q := range []string{
			"SELECT COUNT(*) FROM plugins WHERE CAST(settings AS TEXT) LIKE '%hunter2%'",
			"SELECT COUNT(*) FROM audit_log WHERE CAST(before AS TEXT) LIKE '%hunter2%' OR CAST(after AS TEXT) LIKE '%hunter2%'",
			"SELECT COUNT(*) FROM outbox WHERE CAST(payload AS TEXT) LIKE '%hunter2%'",
		} {
			if n := w.count(q); n != 0 {
				t.Errorf("the secret is in clear: %s", q)
			}
		}
		if n := w.count("SELECT COUNT(*) FROM audit_log WHERE action = 'plugin.settings_changed' AND target_id = 'courier' AND CAST(after AS TEXT) LIKE '%ACME%' AND CAST(after AS TEXT) LIKE '%new secret%'"); n != 1 {
			t.Errorf("%d audit entries", n)
		}
		// What is left out goes back to its default, but a secret stays.
		if _, err := set(map[string]string{"account": `"ACME"`}); err != nil {
			t.Fatal(err)
		}
		if got := w.must("ana", "settings"); got != `{"account":"ACME","api_key":"hunter2","carrier":"post","days":null}` {
			t.Errorf("after leaving most out: %s", got)
		}
		second := w.manager(fstest.MapFS{"calllogs.peg": {Data: callLogs(w)}})
		if _, err := set(map[string]string{"account": `"Other"`, "api_key": "null"}); err != nil {
			t.Fatal(err)
		}
		if err := second.Sync(ctx); err != nil {
			t.Fatal(err)
		}
		first := w.m
		w.m = second
		if got := w.must("ana", "settings"); got != `{"account":"Other","api_key":"","carrier":"post","days":null}` {
			t.Errorf("on another node: %s", got)
		}
		w.m = first
	})
}

func TestSettingsRefused(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		w.install(courier(w))
		for field, values := range map[string]map[string]string{
			"values.days":    {"days": "10", "account": `"a"`},
			"values.carrier": {"carrier": `"ship"`, "account": `"a"`},
			"values.account": {"days": "1"},
			"values.api_key": {"api_key": "{}", "account": `"a"`},
			"values.speed":   {"speed": "1", "account": `"a"`},
		} {
			_, err := w.m.SetSettings(ctx, w.as("olga"), "courier", raw(values))
			w.fails(field, err, core.KindInvalid)
			if e, ok := err.(*core.Error); ok && e.Fields[field] == "" {
				t.Errorf("%s is not named: %v", field, e.Fields)
			}
		}
		if n := w.count("SELECT COUNT(*) FROM audit_log WHERE action = 'plugin.settings_changed'"); n != 0 {
			t.Error("what was refused was audited")
		}
		_, err := w.m.SettingsOf(ctx, w.as("mona"), "courier")
		w.fails("a manager reads", err, core.KindForbidden)
		_, err = w.m.SetSettings(ctx, w.as("ana"), "courier", raw(map[string]string{"account": `"a"`}))
		w.fails("an agent writes", err, core.KindForbidden)
		_, err = w.m.SettingsOf(ctx, w.as("olga"), "nothing")
		w.fails("of what there is not", err, core.KindNotFound)
		_, err = w.m.SetSettings(ctx, w.as("olga"), "calllogs", nil)
		w.fails("of what was never enabled", err, core.KindConflict)
	})
}

func TestSecretsNeedTheCapability(t *testing.T) {
	w := newWorld(t, openSQLite(t), newClock())
	w.install(edited(t, courier(t), without("secrets")))
	values := raw(map[string]string{"account": `"a"`, "api_key": `"hunter2"`})
	if _, err := w.m.SetSettings(context.Background(), w.as("olga"), "courier", values); err != nil {
		t.Fatal(err)
	}
	if got := w.must("ana", "settings"); got != `{"account":"a","carrier":"post","days":null}` {
		t.Errorf("without the capability it reads %s", got)
	}
}

func TestSecretsAreBoundToTheirPlace(t *testing.T) {
	w := newWorld(t, openSQLite(t), newClock())
	w.install(courier(t))
	ctx := context.Background()
	if _, err := w.m.SetSettings(ctx, w.as("olga"), "courier", raw(map[string]string{"account": `"a"`, "api_key": `"hunter2"`})); err != nil {
		t.Fatal(err)
	}
	// Somebody who can write to the database moves or changes what is sealed.
	if _, err := w.db.SQL().Exec(`UPDATE plugins SET settings = replace(settings, '"api_key":"', '"api_key":"AAAA')`); err != nil {
		t.Fatal(err)
	}
	if _, err := w.db.SQL().Exec("UPDATE access_epoch SET epoch = epoch + 1"); err != nil {
		t.Fatal(err)
	}
	if err := w.m.Sync(ctx); err != nil {
		t.Fatal(err)
	}
	_, err := w.says("ana", "settings")
	w.fails("a forged secret", err, core.KindUnavailable)
}
