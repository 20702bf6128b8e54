package demo

import (
	"context"
	"encoding/json"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/cmd/pegboard/internal/app"
	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/rbac"
)

// contributedBy are the plugins that contribute reports, with the collection that
// these count, by which time, and what tells their lines apart.
var contributedBy = []contributor{
	{"surveys", "ratings", "answered_at", map[string]string{"by_agent": "owner", "by_team": "team", "by_survey": "survey", "by_time": ""}, ratingFigures},
	{"livechat", "chats", "ended_at", map[string]string{"by_agent": "owner", "by_team": "team", "by_time": ""}, chatFigures},
	{"calllogs", "calls", "started_at", map[string]string{"by_agent": "owner", "by_team": "team", "by_time": ""}, callFigures},
}

type contributor struct {
	plugin         core.PluginID
	collection, at string
	reports        map[string]string
	// figures are a line's in the order of the report's columns; what there is none of
	// is left as it is not a number.
	figures func(rows []row) []float64
}

// row is what the API tells of one row.
type row map[string]any

func (r row) number(field string) (float64, bool) { n, ok := r[field].(float64); return n, ok }

func (r row) time(field string) (time.Time, bool) {
	s, _ := r[field].(string)
	at, err := time.Parse(time.RFC3339Nano, s)
	return at, err == nil
}

func ratingFigures(rows []row) []float64 {
	var stars, sum, satisfied, scales, score float64
	for _, r := range rows {
		if n, ok := r.number("stars"); ok {
			stars, sum = stars+1, sum+n
			if n >= 4 {
				satisfied++
			}
		}
		if n, ok := r.number("scale"); ok {
			scales++
			if n >= 9 {
				score++
			} else if n <= 6 {
				score--
			}
		}
	}
	return []float64{float64(len(rows)), math.Round(sum/stars*100) / 100, math.Round(satisfied/stars*100) / 100, math.Round(score / scales * 100)}
}

func chatFigures(rows []row) []float64 {
	var missed, taken, lasted float64
	for _, r := range rows {
		at, ok := r.time("taken_at")
		if !ok {
			missed++
			continue
		}
		end, _ := r.time("ended_at")
		taken, lasted = taken+1, lasted+float64(end.Sub(at).Milliseconds())
	}
	return []float64{float64(len(rows)), missed, lasted / taken}
}

func callFigures(rows []row) []float64 {
	var in, seconds float64
	for _, r := range rows {
		if r["direction"] == "in" {
			in++
		}
		n, _ := r.number("duration")
		seconds += n
	}
	return []float64{float64(len(rows)), in, seconds * 1000}
}

// lines are the figures of each group of rows, and of all of them.
func (c *contributor) lines(by string, rows []row) (lines [][]float64, all []float64) {
	groups := map[string][]row{}
	for _, r := range rows {
		key, _ := json.Marshal(r[by])
		groups[string(key)] = append(groups[string(key)], r)
	}
	for _, g := range groups {
		lines = append(lines, c.figures(g))
	}
	return lines, c.figures(rows)
}

// figure is one as a page shows it, with the address that it leads to.
type figure struct {
	n    float64
	href string
}

// mostFigures is how many columns of figures a contributed report has at most.
const mostFigures = 4

// shortPage is how many rows the shortest list has on a page.
const shortPage = 20

// page is a drawn surface.
type page struct {
	lines  [][]figure // of its tables
	totals []figure
	alert  string
}

// drawn opens a surface and reads the figures on it.
func drawn(t *testing.T, a *app.App, who *rbac.Subject, id core.PluginID, surface string, params map[string]string) (*page, error) {
	t.Helper()
	out, err := a.Plugins.Render(context.Background(), who, id, surface, plugin.RenderInput{Params: params})
	if err != nil {
		return nil, err
	}
	var doc any
	if err := json.Unmarshal(out.JSON, &doc); err != nil {
		t.Fatal(err)
	}
	p := &page{}
	p.read(doc)
	return p, nil
}

func (p *page) read(x any) {
	switch x := x.(type) {
	case map[string]any:
		if cells, ok := x["cells"].(map[string]any); ok {
			line := make([]figure, mostFigures)
			for i := range line {
				line[i] = figureOf(cells["c"+strconv.Itoa(i)])
			}
			p.lines = append(p.lines, line)
			return
		}
		switch x["type"] {
		case "stat":
			f := figureOf(x["value"])
			f.href, _ = x["href"].(string)
			p.totals = append(p.totals, f)
		case "alert":
			p.alert, _ = x["title"].(string)
		}
		for _, y := range x {
			p.read(y)
		}
	case []any:
		for _, y := range x {
			p.read(y)
		}
	}
}

// figureOf reads a value of a block; what is none is not a number.
func figureOf(x any) figure {
	v, _ := x.(map[string]any)
	f := figure{n: math.NaN()}
	if n, ok := v["v"].(float64); ok {
		f.n = n
	} else if n, ok := v["ms"].(float64); ok {
		f.n = n
	}
	for _, member := range []string{"v", "text"} {
		text, _ := v[member].(string)
		if n, err := strconv.ParseFloat(text, 64); err == nil {
			f.n = n
		}
	}
	f.href, _ = v["href"].(string)
	return f
}

// near compares figures; lengths are cut to milliseconds, and two of none are equal.
func near(a, b float64) bool {
	return math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 0.0051 || a > 1000 && math.Abs(a-b) <= 2
}

// behind opens what a figure leads to, and returns how many rows are listed there as
// what it counted, and how many of them stand on the first page.
func behind(t *testing.T, a *app.App, who *rbac.Subject, href string) (told, listed int) {
	t.Helper()
	u, err := url.Parse(href)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(strings.TrimPrefix(u.Path, "/app/x/"), "/")
	if len(parts) != 2 {
		t.Fatalf("a figure leads to %q", href)
	}
	params := map[string]string{}
	for name := range u.Query() {
		params[name] = u.Query().Get(name)
	}
	p, err := drawn(t, a, who, core.PluginID(parts[0]), parts[1], params)
	if err != nil {
		t.Fatalf("%s: %v", href, err)
	}
	told, err = strconv.Atoi(p.alert[strings.LastIndex(p.alert, " ")+1:])
	if err != nil {
		t.Fatalf("%s: %q", href, p.alert)
	}
	return told, len(p.lines)
}

// rowsOf are the rows with a time that the API lists; own alone where only those
// that somebody has or helped with shall count.
func rowsOf(t *testing.T, a *app.App, who *rbac.Subject, c *contributor, own bool) (out []row) {
	t.Helper()
	for cursor := ""; ; {
		list, err := a.Plugins.ListRecords(context.Background(), who, c.plugin, c.collection, url.Values{"limit": {"100"}, "cursor": {cursor}})
		if err != nil {
			t.Fatal(err)
		}
		for _, raw := range list.Items {
			var r row
			if err := json.Unmarshal(raw, &r); err != nil {
				t.Fatal(err)
			}
			if r[c.at] != nil && (!own || holds(r["owner"], who.User) || holds(r["contributors"], who.User)) {
				out = append(out, r)
			}
		}
		if cursor = list.Next; cursor == "" {
			return out
		}
	}
}

// checkContributed holds every figure of a report against the rows that the API lists,
// and follows figures to the rows behind them. It returns how many it followed.
func checkContributed(t *testing.T, a *app.App, who *rbac.Subject, c *contributor, id string, rows []row, period string) (followed int) {
	t.Helper()
	p, err := drawn(t, a, who, reportsID, "page", map[string]string{"report": string(c.plugin) + "." + id, "f.period": period, "f.compare": "false"})
	if err != nil {
		t.Fatalf("%s.%s: %v", c.plugin, id, err)
	}
	lines, all := c.lines(c.reports[id], rows)
	if len(rows) == 0 {
		if slices.ContainsFunc(p.lines, func(l []figure) bool { return l[0].n > 0 }) {
			t.Errorf("%s.%s: it counts where the API lists nothing", c.plugin, id)
		}
		return 0
	}
	known := slices.DeleteFunc(all, math.IsNaN)
	if !slices.EqualFunc(p.totals, known, func(f figure, n float64) bool { return near(f.n, n) }) {
		t.Errorf("%s.%s: over all it says %v, the API tells %v", c.plugin, id, p.totals, known)
	}
	for i, f := range p.totals {
		told, _ := behind(t, a, who, f.href)
		if followed++; told == 0 && f.n != 0 || i == 0 && told != len(rows) {
			t.Errorf("%s.%s: %v over all leads to %d rows of %d", c.plugin, id, f.n, told, len(rows))
		}
	}
	counted := 0.0
	for i, line := range p.lines {
		counted += line[0].n
		if c.reports[id] != "" {
			at := slices.IndexFunc(lines, func(want []float64) bool { return sameFigures(line, want) })
			if at < 0 {
				t.Errorf("%s.%s: no group of the API's rows has the figures of line %d: %v", c.plugin, id, i, line)
				continue
			}
			lines = slices.Delete(lines, at, at+1)
		}
		for k, f := range line[:2] {
			if f.n == 0 || followed > 12 || c.plugin == "surveys" && k > 0 {
				continue
			}
			told, listed := behind(t, a, who, f.href)
			if followed++; told != int(f.n) || listed > told || listed < min(told, shortPage) {
				t.Errorf("%s.%s: %v leads to %d rows, %d of them on the first page", c.plugin, id, f.n, told, listed)
			}
		}
	}
	if counted != float64(len(rows)) {
		t.Errorf("%s.%s: its lines count %v, the API lists %d", c.plugin, id, counted, len(rows))
	}
	return followed
}

// sameFigures compares a line with what it must be.
func sameFigures(line []figure, want []float64) bool {
	for i, f := range line {
		n := math.NaN()
		if i < len(want) {
			n = want[i]
		}
		if !near(f.n, n) {
			return false
		}
	}
	return true
}
