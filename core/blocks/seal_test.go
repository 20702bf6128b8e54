package blocks

import (
	"bytes"
	"encoding/base64"
	"maps"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
)

func TestSealOpensOnlyWhereItBelongs(t *testing.T) {
	s := testSealer(t, noon)
	token := s.Seal(testBinding, Sealed{Action: "delete", Perm: "calllogs.delete", Args: Raw(`{"id":7}`)})
	other := func(change func(*Binding)) Binding {
		b := testBinding
		b.Context = maps.Clone(b.Context)
		change(&b)
		return b
	}
	got, err := s.Open(testBinding, token)
	if err != nil || got.Action != "delete" || got.Perm != "calllogs.delete" || string(got.Args) != `{"id":7}` || !got.Expires.Equal(noon.Add(SealLife)) {
		t.Fatalf("got %+v, %v", got, err)
	}
	for name, b := range map[string]Binding{
		"another viewer":  other(func(b *Binding) { b.Viewer = 6 }),
		"another plugin":  other(func(b *Binding) { b.Plugin = "calllog" }),
		"another surface": other(func(b *Binding) { b.Surface = "spage" }),
		"another ticket":  other(func(b *Binding) { b.Context["ticket"] = "13" }),
		"more context":    other(func(b *Binding) { b.Context["contact"] = "1" }),
		"no context":      other(func(b *Binding) { b.Context = nil }),
		"a moved border":  other(func(b *Binding) { b.Plugin, b.Surface = "calllogsp", "age" }),
	} {
		if _, err := s.Open(b, token); !core.IsKind(err, core.KindForbidden) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.OpenState(testBinding, token); !core.IsKind(err, core.KindForbidden) {
		t.Errorf("an action opened as state: %v", err)
	}
}

func TestSealCannotBeChanged(t *testing.T) {
	s := testSealer(t, noon)
	token := s.Seal(testBinding, Sealed{Action: "pay", Args: Raw(`{"amount":1}`)})
	raw, _ := base64.RawURLEncoding.DecodeString(token)
	for i := range raw {
		bad := bytes.Clone(raw)
		bad[i] ^= 1
		if _, err := s.Open(testBinding, base64.RawURLEncoding.EncodeToString(bad)); !core.IsKind(err, core.KindForbidden) {
			t.Fatalf("byte %d changed: %v", i, err)
		}
	}
	for _, bad := range []string{"", "x", token + "A", token[:len(token)-2], "!!!"} {
		if _, err := s.Open(testBinding, bad); !core.IsKind(err, core.KindForbidden) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestSealExpires(t *testing.T) {
	token := testSealer(t, noon).Seal(testBinding, Sealed{Action: "a"})
	if _, err := testSealer(t, noon.Add(SealLife-time.Second)).Open(testBinding, token); err != nil {
		t.Errorf("a second before its end: %v", err)
	}
	if _, err := testSealer(t, noon.Add(SealLife)).Open(testBinding, token); !core.IsKind(err, core.KindConflict) {
		t.Errorf("after a day: %v", err)
	}
}

func TestOldKeysStillOpen(t *testing.T) {
	old, young := bytes.Repeat([]byte("o"), 32), bytes.Repeat([]byte("y"), 32)
	before, _ := NewSealer(fixedClock{noon}, old)
	after, _ := NewSealer(fixedClock{noon}, young, old)
	token := before.Seal(testBinding, Sealed{Action: "a"})
	if _, err := after.Open(testBinding, token); err != nil {
		t.Error(err)
	}
	if _, err := before.Open(testBinding, after.Seal(testBinding, Sealed{Action: "a"})); err == nil {
		t.Error("the new key's seal opened with the old one")
	}
	if _, err := NewSealer(fixedClock{noon}, []byte("short")); !core.IsKind(err, core.KindInvalid) {
		t.Errorf("a short key: %v", err)
	}
	if _, err := NewSealer(fixedClock{noon}); !core.IsKind(err, core.KindInvalid) {
		t.Errorf("no key: %v", err)
	}
}

func TestStateComesBackAsItWas(t *testing.T) {
	s := testSealer(t, noon)
	doc := mustDecode(t, `{"v":1,"blocks":[],"state":"{\"step\":2}"}`)
	doc.Prepare(Options{Sealer: s, Binding: testBinding})
	got, err := s.OpenState(testBinding, doc.State)
	if err != nil || got != `{"step":2}` {
		t.Errorf("got %q, %v", got, err)
	}
	if got, err := s.OpenState(testBinding, ""); got != "" || err != nil {
		t.Errorf("no state: %q, %v", got, err)
	}
}

func TestAWordToTypeIsSealedWithItsAction(t *testing.T) {
	raw := `{"v":1,"blocks":[{"type":"button","action":{"id":"wipe","label":"Wipe","confirm":{"title":"Sure?","type_to_confirm":" ACME "}}}]}`
	doc, err := Decode([]byte(raw), PageLimits())
	if err != nil {
		t.Fatal(err)
	}
	doc.Prepare(testOptions(t))
	a := doc.Blocks[0].(*Button).Action
	got, err := testSealer(t, noon).Open(testBinding, a.Token)
	if err != nil || got.Word != "ACME" || got.Action != "wipe" {
		t.Fatalf("got %+v, %v", got, err)
	}
	ev := doc.Submission(map[string][]string{"_token": {"wipe " + a.Token}, "_typed": {"ACME"}})
	if ev.Typed != "ACME" || ev.Action != "wipe" {
		t.Errorf("got %+v", ev)
	}
}
