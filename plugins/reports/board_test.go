package main

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pegboard.dev/pegboard/sdk/plugintest"
)

// addTo puts a report on the board of number 1.
func addTo(p *plugintest.Person, report, show string) *plugintest.View {
	return p.Page("page", "report", report).Press("ask_board").Submit("add", "add_piece", map[string]any{"board": "1", "show": show})
}

// A board that is shared shows its readers their own figures, in the order in which
// its pieces were placed; what a reader may not open stays closed.
func TestDashboards(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		world(h)
		reader(h, "reports.view.reports.volume_team")
		olga := h.As("olga")
		olga.Page("page", "board", "new").Submit("board", "save_board", map[string]any{"name": "How we do"}).Has("Saved.")
		addTo(olga, "volume_team", "table").Has("Saved.")
		addTo(olga, "agents", "chart").Has("Saved.")
		if _, refused := h.As("ana").Open("page", plugintest.Place{Params: map[string]string{"board": "1"}}); refused == nil || refused.Status != 404 {
			t.Errorf("before it is shared: %v", refused)
		}
		team := h.As("olga").Must("GET", "/teams", nil)
		var list struct {
			Items []struct {
				ID   int64
				Name string
			}
		}
		team.Into(&list)
		for _, one := range list.Items {
			if strings.EqualFold(one.Name, "billing") {
				share(olga, forTeam+strconv.FormatInt(one.ID, 10)).Has("Saved.")
			}
		}
		ana := h.As("ana")
		ana.Page("page", "report", "all").Has("How we do")
		page := ana.Page("page", "board", "1")
		page.Has("This report is not yours to see.")
		if got := string(page.Body); !strings.Contains(got, "illing") || strings.Contains(got, `"tech"`) {
			t.Errorf("ana sees %s", got)
		}
		if got := string(olga.Page("page", "board", "1").Body); !strings.Contains(got, "ech") {
			t.Errorf("olga sees %s", got)
		}
		if page.Offers("arrange") {
			t.Error("arranging takes a key")
		}
		if _, refused := h.As("ben").Open("page", plugintest.Place{Params: map[string]string{"board": "1"}}); refused == nil || refused.Status != 404 {
			t.Errorf("another team: %v", refused)
		}
		page.Press("begin").Has("Saved.")
		ana.Page("page").Has("How we do")
		ana.Page("page").Lacks("Dashboards")
		olga.Page("page").Has("Dashboards")
		olga.Page("page", "board", "1").Has("Begin with this")
		olga.Page("page", "board", "1", "edit", "1").Press("delete_board").Has("The dashboard is gone.")
		ana.Page("page").Has("Tickets by team") // what she began with is gone
	})
}

// share says whom the board of number 1 is for.
func share(p *plugintest.Person, audience string) *plugintest.View {
	return p.Page("page", "board", "1", "edit", "1").Submit("board", "save_board", map[string]any{"name": "How we do", "audience": audience})
}

// Whom a board is for decides who opens it, by its address and through the API: what
// somebody keeps to themselves does not exist for those who may do everything.
func TestWhomABoardIsFor(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		world(h)
		reader(h, "reports.view.reports.volume")
		mona := h.As("mona")
		mona.Page("page", "board", "new").Has("Everybody who may open reports")
		mona.Page("page", "board", "new").Submit("board", "save_board", map[string]any{"name": "How we do", "audience": forOwner}).Has("Saved.")
		for _, step := range []struct {
			audience string
			readers  []string
		}{
			{forOwner, nil}, {forRole + "agent", []string{"ana", "ben"}}, {forRole + "owner", []string{"olga"}}, {forEveryone, []string{"olga", "ana", "ben"}}, {forOwner, nil},
		} {
			share(mona, step.audience).Has("Saved.")
			for _, name := range []string{"olga", "ana", "ben"} {
				reads := slices.Contains(step.readers, name)
				_, refused := h.As(name).Open("page", plugintest.Place{Params: map[string]string{"board": "1"}})
				if reads != (refused == nil) || !reads && refused.Status != 404 {
					t.Errorf("for %s, %s: %v", step.audience, name, refused)
				}
				if got := h.As(name).Route("GET", "/board/1", nil).Status; reads != (got == 200) || !reads && got != 404 {
					t.Errorf("for %s, %s through the API: %d", step.audience, name, got)
				}
				if listed := h.As(name).Page("page", "report", "all").Contains("How we do"); listed != reads {
					t.Errorf("for %s, %s finds it in the list: %v", step.audience, name, listed)
				}
			}
		}
		if next, refused := mona.Page("page", "board", "1", "edit", "1").Try("save_board", "board", map[string]any{"name": "How we do", "audience": "team:x"}); refused == nil && next.Contains("Saved.") {
			t.Error("shared with a team that cannot be")
		}
		if ana := h.As("ana"); share(mona, forEveryone).Contains("Saved.") && ana.Page("page", "board", "1").Offers("arrange") {
			t.Error("a reader without the key is offered to change it")
		}
		version := h.As("ana").Route("GET", "/board/1", nil).Int("version")
		h.As("ana").Route("PATCH", "/board/1", map[string]any{"name": "Mine", "version": version}).Is(403)
	})
}

func TestMoved(t *testing.T) {
	for _, c := range []struct {
		at, to int
		want   string
	}{{0, 1, "bac"}, {2, 0, "cab"}, {1, 1, "abc"}, {0, 2, "bca"}, {0, 3, "abc"}, {-1, 0, "abc"}} {
		got := ""
		for _, p := range moved([]piece{{Report: "a"}, {Report: "b"}, {Report: "c"}}, c.at, c.to) {
			got += p.Report
		}
		if got != c.want {
			t.Errorf("%d to %d: %s, want %s", c.at, c.to, got, c.want)
		}
	}
}
