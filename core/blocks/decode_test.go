package blocks

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"pegboard.dev/pegboard/core"
)

func wrap(blocks string) string { return `{"v":1,"blocks":[` + blocks + `]}` }

func TestDecodeNamesTheFault(t *testing.T) {
	action := `{"id":"a","label":"A"}`
	table := func(more string) string {
		return wrap(`{"type":"table","title":"T","columns":[{"key":"a","label":"A"}],"rows":[{"id":"1","cells":{}}]` + more + `}`)
	}
	for name, c := range map[string]struct{ raw, path, says string }{
		"wrong version":              {`{"v":2,"blocks":[]}`, "$.v", "must be 1"},
		"no blocks":                  {`{"v":1}`, "$.blocks", "is required"},
		"null where required":        {`{"v":1,"blocks":null}`, "$.blocks", "is required"},
		"block without type":         {wrap(`{"text":"x"}`), "$.blocks[0].type", "is required"},
		"block that is a string":     {wrap(`"x"`), "$.blocks[0]", "must be an object"},
		"text that is a number":      {wrap(`{"type":"text","text":5}`), "$.blocks[0].text", "must be a text"},
		"missing text":               {wrap(`{"type":"divider"},{"type":"text"}`), "$.blocks[1].text", "is required"},
		"unknown catalogue form":     {wrap(`{"type":"text","text":{"args":{}}}`), `$.blocks[0].text["$t"]`, "is required"},
		"catalogue with wrong args":  {wrap(`{"type":"text","text":{"$t":"k","args":{"a":[]}}}`), "$.blocks[0].text.args.a", "must be a string or a number"},
		"a key that others use":      {wrap(`{"type":"button","action":{"id":"a","label":"A","shortcut":"mod+r"}}`), "$.blocks[0].action.shortcut", "must be alt+shift+"},
		"bad id":                     {wrap(`{"type":"text","id":"A b","text":"x"}`), "$.blocks[0].id", "must be 1 to 64"},
		"id taken":                   {wrap(`{"type":"text","id":"a","text":"x"},{"type":"text","id":"a","text":"y"}`), "$.blocks[1].id", "is taken"},
		"property twice":             {wrap(`{"type":"text","text":"x","text":"y"}`), "$.blocks[0].text", "is given twice"},
		"bad cell":                   {table(`,"totals":{"a":true}`), "$.totals.a", "must be an object"},
		"columns empty":              {wrap(`{"type":"table","title":"T","columns":[],"rows":[]}`), "$.blocks[0].columns", "must not be empty"},
		"paging without id":          {table(`,"paging":{"mode":"page","page":1,"per_page":1,"total":1}`), "$.blocks[0].id", "is required for a table that sorts"},
		"value kind missing":         {wrap(`{"type":"stat","label":"L","value":{"v":1}}`), "$.blocks[0].value.k", "is required"},
		"money as number":            {wrap(`{"type":"stat","label":"L","value":{"k":"money","v":1,"currency":"EUR"}}`), "$.blocks[0].value.v", "must be a string"},
		"money that is no decimal":   {wrap(`{"type":"stat","label":"L","value":{"k":"money","v":"1e9","currency":"EUR"}}`), "$.blocks[0].value.v", "must be a decimal"},
		"bad time":                   {wrap(`{"type":"stat","label":"L","value":{"k":"datetime","v":"yesterday"}}`), "$.blocks[0].value.v", "must be a day"},
		"picture without source":     {wrap(`{"type":"image","src":{},"alt":"x"}`), "$.blocks[0].src", "either an asset or a file"},
		"picture without alt":        {wrap(`{"type":"image","src":{"asset":"a.png"}}`), "$.blocks[0].alt", "is required"},
		"asset that climbs":          {wrap(`{"type":"image","src":{"asset":"../../etc/passwd"},"alt":"x"}`), "$.blocks[0].src.asset", "inside the plugin's assets"},
		"chart without summary":      {wrap(`{"type":"chart","kind":"bar","title":"T","x":{"kind":"category","values":["a"]},"series":[{"id":"s","name":"S","data":[1]}]}`), "$.blocks[0].summary", "is required"},
		"series of another length":   {wrap(`{"type":"chart","kind":"bar","title":"T","summary":"S","x":{"kind":"category","values":["a"]},"series":[{"id":"s","name":"S","data":[1,2]}]}`), "$.blocks[0].series", "2 points"},
		"args that are a list":       {wrap(`{"type":"button","action":{"id":"a","label":"A","args":[1]}}`), "$.blocks[0].action.args", "must be an object"},
		"args too long":              {wrap(`{"type":"button","action":{"id":"a","label":"A","args":{"x":"` + strings.Repeat("y", 2048) + `"}}}`), "$.blocks[0].action.args", "of at most 2048"},
		"form without id":            {wrap(`{"type":"form","fields":[],"submit":` + action + `}`), "$.blocks[0].id", "is required"},
		"fields with one name":       {wrap(`{"type":"form","id":"f","fields":[{"kind":"text","name":"a","label":"A"},{"kind":"text","name":"a","label":"B"}],"submit":` + action + `}`), "$.blocks[0].fields", "two fields named"},
		"value of the wrong kind":    {wrap(`{"type":"form","id":"f","fields":[{"kind":"switch","name":"a","label":"A","value":"yes"}],"submit":` + action + `}`), "$.blocks[0].fields[0].value", "must be true or false"},
		"pattern only for one side":  {wrap(`{"type":"form","id":"f","fields":[{"kind":"text","name":"a","label":"A","pattern":"(?<=x)y"}],"submit":` + action + `}`), "$.blocks[0].fields[0].pattern", "regular expression"},
		"condition without meaning":  {wrap(`{"type":"text","text":"x","show_if":{"form":"f","field":"a"}}`), "$.blocks[0].show_if", "compares nothing"},
		"text too long":              {wrap(`{"type":"text","text":"` + strings.Repeat("é", 4001) + `"}`), "$.blocks[0].text", "longer than 4000"},
		"markdown too long":          {wrap(`{"type":"markdown","text":"` + strings.Repeat("x", 50001) + `"}`), "$.blocks[0].text", "longer than 50000"},
		"cell name of another world": {wrap(`{"type":"table","title":"T","columns":[{"key":"a","label":"A"}],"rows":[{"id":"1","cells":{"a b":1}}]}`), `$.blocks[0].rows[0].cells["a b"]`, "is not a name"},
	} {
		t.Run(name, func(t *testing.T) {
			path := strings.ReplaceAll(c.path, "$.totals", "$.blocks[0].totals")
			_, err := Decode([]byte(c.raw), PageLimits())
			var e *core.Error
			if !errors.As(err, &e) || e.Kind != core.KindInvalid {
				t.Fatalf("got %v, want an invalid document", err)
			}
			if !strings.Contains(e.Fields[path], c.says) {
				t.Errorf("at %s: %q, want %q; all: %v", path, e.Fields[path], c.says, e.Fields)
			}
			if !strings.HasPrefix(e.Msg, "$") {
				t.Errorf("message %q does not begin with a path", e.Msg)
			}
		})
	}
}

func TestDecodeRefusesWhatIsNotJSON(t *testing.T) {
	for name, raw := range map[string]string{
		"empty": "", "cut": `{"v":1,"blocks":[`, "two values": `{"v":1,"blocks":[]}{}`, "not UTF-8": "{\"v\":1,\"title\":\"\xff\",\"blocks\":[]}",
		"too long": `{"v":1,"title":"` + strings.Repeat("x", 300<<10) + `","blocks":[]}`, "a list": `[]`, "null": `null`,
	} {
		if _, err := Decode([]byte(raw), PageLimits()); !core.IsKind(err, core.KindInvalid) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func nest(depth int) string {
	return strings.Repeat(`{"type":"stack","blocks":[`, depth) + strings.Repeat(`]}`, depth)
}

func TestLimits(t *testing.T) {
	many := func(n int, one string) string {
		return strings.TrimSuffix(strings.Repeat(one+",", n), ",")
	}
	numbered := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format+",", i)
		}
		return strings.TrimSuffix(b.String(), ",")
	}
	button := `{"type":"button","action":{"id":"a","label":"A"}}`
	table := func(cols, rows int) string {
		return wrap(`{"type":"table","title":"T","columns":[` + numbered(cols, `{"key":"c%d","label":"C"}`) + `],"rows":[` + numbered(rows, `{"id":"%d","cells":{"c0":1}}`) + `]}`)
	}
	chart := func(points, series int) string {
		return wrap(`{"type":"chart","kind":"line","title":"T","summary":"S","x":{"kind":"category","values":[` + many(points, `"x"`) + `]},"series":[` +
			numbered(series, `{"id":"s%d","name":"S","data":[`+many(points, "1")+`]}`) + `]}`)
	}
	form := func(fields, options int) string {
		return wrap(`{"type":"form","id":"f","submit":{"id":"a","label":"A"},"fields":[` + numbered(fields, `{"kind":"select","name":"n%d","label":"L","options":[`+numbered(options, `{"value":"%%d","label":"o"}`)+`]}`) + `]}`)
	}
	for name, c := range map[string]struct{ fits, over, path string }{
		"blocks":  {wrap(many(500, `{"type":"divider"}`)), wrap(many(501, `{"type":"divider"}`)), "$.blocks[500]"},
		"depth":   {wrap(nest(7)), wrap(nest(8)), "$" + strings.Repeat(".blocks[0]", 8) + ".blocks"},
		"actions": {wrap(many(60, button)), wrap(many(61, button)), "$.blocks[60].action"},
		"rows":    {table(1, 100), table(1, 101), "$.blocks[0].rows"},
		"columns": {table(24, 1), table(25, 1), "$.blocks[0].columns"},
		"points":  {chart(500, 4), chart(501, 4), "$.blocks[0]"},
		"series":  {chart(2, 12), chart(2, 13), "$.blocks[0].series"},
		"fields":  {form(100, 0), form(101, 0), "$.blocks[0].fields"},
		"state":   {`{"v":1,"blocks":[],"state":"` + strings.Repeat("s", 16<<10) + `"}`, `{"v":1,"blocks":[],"state":"` + strings.Repeat("s", 16<<10+1) + `"}`, "$.state"},
	} {
		t.Run(name, func(t *testing.T) {
			lim := PageLimits()
			lim.Truncate = false
			if _, err := Decode([]byte(c.fits), lim); err != nil {
				t.Errorf("at the limit: %v", err)
			}
			_, err := Decode([]byte(c.over), lim)
			var e *core.Error
			if !errors.As(err, &e) || e.Fields[c.path] == "" {
				t.Errorf("over the limit: got %v, want an error at %s", err, c.path)
			}
		})
	}
	t.Run("rows are cut with a note", func(t *testing.T) {
		doc := mustDecode(t, table(1, 130))
		tab := doc.Blocks[0].(*Table)
		if len(tab.Rows) != 100 || tab.Omitted != 30 || len(doc.Notes()) != 1 {
			t.Errorf("%d rows, %d omitted, notes %v", len(tab.Rows), tab.Omitted, doc.Notes())
		}
	})
	t.Run("points are cut with a note", func(t *testing.T) {
		c := mustDecode(t, chart(600, 4)).Blocks[0].(*Chart)
		if len(c.X.Values) != 500 || c.Omitted != 400 || len(c.Series[3].Data) != 500 {
			t.Errorf("%d positions, %d omitted", len(c.X.Values), c.Omitted)
		}
	})
	t.Run("the smallest of a sidebar", func(t *testing.T) {
		raw := wrap(`{"type":"markdown","text":"` + strings.Repeat("x", 49000) + `"},{"type":"markdown","text":"` + strings.Repeat("x", 20000) + `"}`)
		if _, err := Decode([]byte(raw), SidebarLimits()); err == nil {
			t.Error("69 KB fit into a sidebar")
		}
	})
}

func mustDecode(t testing.TB, raw string) *Document {
	t.Helper()
	doc, err := Decode([]byte(raw), PageLimits())
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestWhatTheHostWritesIsIgnoredFromPlugins(t *testing.T) {
	doc := mustDecode(t, wrap(`{"type":"markdown","text":"x","html":"<script>alert(1)</script>"},
		{"type":"button","action":{"id":"a","label":"A","token":"forged"}},
		{"type":"image","src":{"asset":"a.png","src":"https://evil.example/x"},"alt":"x"},
		{"type":"people","items":[{"k":"user","id":"1","name":"Owner","link":"https://evil.example"}]}`))
	for _, s := range []string{"script", "forged", "evil", "Owner"} {
		if strings.Contains(string(doc.JSON()), s) {
			t.Errorf("%q came through: %s", s, doc.JSON())
		}
	}
}

func TestUnknownThingsPassWithANote(t *testing.T) {
	raw := wrap(`{"type":"alert","title":"T","tone":"purple","sparkle":true},{"type":"link","text":"x","href":"javascript:alert(1)"},{"type":"heading","text":"x","icon":"../x"}`)
	doc := mustDecode(t, raw)
	if len(doc.Notes()) != 4 {
		t.Errorf("notes: %q", doc.Notes())
	}
	if l := doc.Blocks[1].(*Link); l.Href != "" {
		t.Errorf("address %q was kept", l.Href)
	}
	lim := PageLimits()
	lim.Strict = true
	if _, err := Decode([]byte(raw), lim); err == nil {
		t.Error("strict decoding let it pass")
	}
}

func TestEveryTreeIsStrictlyValidButForTheUnknownBlock(t *testing.T) {
	lim := PageLimits()
	lim.Strict = true
	for _, path := range treeFiles(t) {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Decode(raw, lim)
		var e *core.Error
		if errors.As(err, &e) && (len(e.Fields) != 1 || !strings.Contains(e.Msg, "hologram")) {
			t.Errorf("%s: %v", path, e.Fields)
		}
	}
}

func TestSafeHref(t *testing.T) {
	for href, want := range map[string]bool{
		"https://example.com": true, "HTTPS://EXAMPLE.com/a?b#c": true, "mailto:a@b.c": true, "tel:+49": true,
		"/tickets/1": true, "/": true, "?a=b": true, "#top": true,
		"": false, "http://example.com": false, "javascript:alert(1)": false, "JaVaScRiPt:alert(1)": false, "//evil.example": false,
		"/\\evil.example": false, "\\\\evil": false, "java\nscript:alert(1)": false, " javascript:alert(1)": false, "data:text/html,x": false,
		"vbscript:x": false, "https:/evil": false, "https:///evil": false, "https:": false, "relative": false, "/a b": false, "/a\u202eb": false,
		"https://a\"b": false, "https://a<b": false,
	} {
		if SafeHref(href) != want {
			t.Errorf("SafeHref(%q) = %v", href, !want)
		}
	}
}
