package blocks

import (
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
)

func TestResponseIsPreparedLikeADocument(t *testing.T) {
	res, err := DecodeResponse([]byte(`{"effects":[
		{"type":"patch","patches":[
			{"op":"replace","id":"x","block":{"type":"markdown","text":"**hi** <script>x</script>"}},
			{"op":"replace","id":"y","block":{"type":"text","text":"hidden","perm":"secret.view"}},
			{"op":"append","id":"x","blocks":[{"type":"button","action":{"id":"go","label":"Go","args":{"n":1}}}]},
			{"op":"set","id":"x","props":{"text":"new","html":"<b>","href":"javascript:x","value":5,"hidden":false}},
			{"op":"row","id":"t","row":"1","cells":{"who":{"k":"user","id":"1"}}},
			{"op":"field","form":"f","name":"n","value":{"a":"</script>"}}]},
		{"type":"toast","text":{"$t":"greeting","args":{"name":"Ana"}},"action":{"id":"undo","label":"Undo"}},
		{"type":"modal","id":"m","title":"M","blocks":[{"type":"form","id":"f","fields":[],"submit":{"id":"s","label":"S"}}]},
		{"type":"navigate","to":"/tickets/1"},
		{"type":"download","file":"f1","name":"a.csv"},
		{"type":"explode"}],"error":{"code":"conflict","text":"Changed meanwhile"}}`), PageLimits())
	if err != nil {
		t.Fatal(err)
	}
	got := string(res.Prepare(testOptions(t)))
	for _, want := range []string{`"html":"\u003cp\u003e\u003cstrong\u003ehi`, `"token":"`, `"text":"Hello Ana"`, `"name":"Ana Agent"`, `"href":"/files/f1"`, `"code":"conflict"`, `"hidden":false`} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %s: %s", want, got)
		}
	}
	for _, not := range []string{"script", "javascript", `"args"`, "secret.view", `"text":"hidden"`, "explode"} {
		if strings.Contains(strings.ReplaceAll(got, `\u003c/script\u003e`, ""), not) {
			t.Errorf("still has %s: %s", not, got)
		}
	}
	if len(res.Notes()) != 3 {
		t.Errorf("notes: %q", res.Notes())
	}
}

func TestNavigateRefusesOtherSchemes(t *testing.T) {
	res, err := DecodeResponse([]byte(`{"effects":[{"type":"navigate","to":"javascript:alert(1)"}]}`), PageLimits())
	if err != nil {
		t.Fatal(err)
	}
	if to := res.Effects[0].(*NavigateEffect).To; to != "" {
		t.Errorf("navigates to %q", to)
	}
}

func TestDecodeEvent(t *testing.T) {
	ev, err := DecodeEvent([]byte(`{"event":"submit","action":"save","token":"t","values":{"f":{"a":1}},"selection":{"t":["1"]},"params":{"q":"x"},"idem":"1","ctx":{"ticket":"12"}}`))
	if err != nil {
		t.Fatal(err)
	}
	if string(ev.Values["f"]) != `{"a":1}` || ev.Ctx["ticket"] != "12" || ev.Selection["t"][0] != "1" {
		t.Errorf("got %+v", ev)
	}
	if _, err := DecodeEvent([]byte(`{"event":"submit","action":"save","idem":"1"}`)); !core.IsKind(err, core.KindInvalid) {
		t.Errorf("without a token: %v", err)
	}
}
