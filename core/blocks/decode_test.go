package blocks

import "testing"

func TestSmoke(t *testing.T) {
	doc, err := Decode([]byte(`{"v":1,"title":{"$t":"x"},"blocks":[{"type":"table","title":"T","columns":[{"key":"a","label":"A"}],"rows":[{"id":"1","cells":{"a":5}}]},{"type":"nope","fallback":[{"type":"text","text":"<hi>"}]},{"type":"button","action":{"id":"x","label":"Go","args":{"a":1}}}]}`), PageLimits())
	if err != nil {
		t.Fatal(err)
	}
	t.Log(string(doc.Prepare(Options{})), doc.Notes())
	_, err = Decode([]byte(`{"v":2,"blocks":[{"type":"text"},{"type":"table","title":3,"columns":[],"rows":[{"id":"1","cells":{"a":true}}]}]}`), PageLimits())
	t.Log(err)
}
