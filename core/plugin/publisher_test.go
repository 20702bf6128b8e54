package plugin_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/plugin/peg"
)

// TestPublisherKeys: the first signed package pins the publisher's key; from then
// on nobody else speaks for the name, or for the plugin.
func TestPublisherKeys(t *testing.T) {
	onBoth(t, func(w *world) {
		ctx := context.Background()
		guest, err := peg.Read(probe(w), "0.1.0")
		if err != nil {
			w.Fatal(err)
		}
		key := func() ed25519.PrivateKey {
			_, k, err := ed25519.GenerateKey(nil)
			if err != nil {
				w.Fatal(err)
			}
			return k
		}
		mine, theirs := key(), key()
		pack := func(id, publisher, version string, k ed25519.PrivateKey) []byte {
			m := mustFile(w, "testdata/probe/plugin.json")
			for old, now := range map[string]string{
				`"id": "probe"`: `"id": "` + id + `"`, `"probe.`: `"` + id + `.`, `"publisher": "Tests"`: `"publisher": "` + publisher + `"`, `"version": "1.0.0"`: `"version": "` + version + `"`,
			} {
				m = bytes.ReplaceAll(m, []byte(old), []byte(now))
			}
			b, err := peg.Pack(map[string][]byte{"plugin.wasm": guest.Wasm, "plugin.json": m})
			if err == nil && k != nil {
				b, err = peg.Sign(b, k, "0.1.0")
			}
			if err != nil {
				w.Fatal(err)
			}
			return b
		}
		install := func(b []byte) error {
			_, err := w.m.Install(ctx, w.as("olga"), b, plugin.How{})
			return err
		}
		for _, tc := range []struct {
			name string
			file []byte
			says string // empty: it is installed
			tier core.PluginTier
		}{
			{"the first one pins the key", pack("probe", "Tests", "1.0.0", mine), "", core.TierLocal},
			{"the next one is verified", pack("probe", "Tests", "1.1.0", mine), "", core.TierVerified},
			{"not signed", pack("probe", "Tests", "1.2.0", nil), "this one is not", core.TierVerified},
			{"signed by somebody else", pack("probe", "Tests", "1.2.0", theirs), "another key", core.TierVerified},
			{"a name that only looks different", pack("probe", " TESTS ", "1.2.0", theirs), "another key", core.TierVerified},
			{"another publisher for the same plugin", pack("probe", "Others", "1.2.0", theirs), "comes from Tests", core.TierVerified},
			{"another publisher, not signed", pack("probe", "Others", "1.2.0", nil), "comes from Tests", core.TierVerified},
			{"an older one", pack("probe", "Tests", "1.0.5", mine), "is older", core.TierVerified},
			{"another plugin of theirs under the known name", pack("second", "Tests", "1.0.0", theirs), "another key", core.TierVerified},
		} {
			err := install(tc.file)
			if ce, _ := err.(*core.Error); tc.says == "" && err != nil || tc.says != "" && (ce == nil || ce.Kind != core.KindConflict || !strings.Contains(ce.Msg, tc.says)) {
				w.Errorf("%s: %v", tc.name, err)
			}
			if got := w.info("probe").Tier; got != tc.tier {
				w.Errorf("%s: the tier is %s, not %s", tc.name, got, tc.tier)
			}
		}
		if err := install(pack("second", "Tests", "1.0.0", mine)); err != nil || w.info("second").Tier != core.TierVerified {
			w.Errorf("a second plugin of a known publisher: %v, %s", err, w.info("second").Tier)
		}
		if n := w.count("SELECT COUNT(*) FROM audit_log WHERE action = 'plugin.publisher_pinned'"); n != 1 {
			w.Errorf("%d keys were pinned", n)
		}
		// Enabled or not, a verified plugin stays one.
		w.enable("probe")
		if got := w.info("probe").Tier; got != core.TierVerified {
			w.Errorf("enabled it is %s", got)
		}
		// A lost key is forgotten by the operator; a purged plugin's id is free again.
		w.fails("a stranger's key", w.m.Unpin(ctx, "test", "Strangers"), core.KindNotFound)
		if err := w.m.Unpin(ctx, "test", "tests"); err != nil {
			w.Fatal(err)
		}
		if err := install(pack("probe", "Tests", "1.3.0", theirs)); err != nil || w.info("probe").Tier != core.TierLocal {
			w.Errorf("after the old key was forgotten: %v, %s", err, w.info("probe").Tier)
		}
		if _, err := w.m.Uninstall(ctx, w.as("olga"), "probe", plugin.Keep); err != nil {
			w.Fatal(err)
		}
		w.fails("kept data for another publisher", install(pack("probe", "Others", "2.0.0", mine)), core.KindConflict)
		if _, err := w.m.Uninstall(ctx, w.as("olga"), "probe", plugin.Purge); err != nil {
			w.Fatal(err)
		}
		if err := install(pack("probe", "Others", "2.0.0", mine)); err != nil {
			w.Errorf("after a purge: %v", err)
		}
	})
}
