package main

import (
	"testing"
	"time"

	"pegboard.dev/pegboard/sdk/plugintest"
)

func TestFilesBothWays(t *testing.T) {
	plugintest.Run(t, func(t *testing.T, h *plugintest.Helpdesk) {
		v, ana, ben := opened(h), h.As("ana"), h.As("ben")
		begin(h, v, "It is broken.").Is(200)
		ana.Page("desk", "open", "1").Press("take")
		id := v.Upload("lines", "file", "photo.png", []byte("a picture")).Is(201).Text("id")
		said := v.Route("POST", "/widget/lines", map[string]any{"text": "Look.", "client": "f1", "file": id}).Is(200)
		if said.Text("file", "name") != "photo.png" || said.Int("file", "size") != 9 {
			t.Fatalf("the line is %s", said.Body)
		}
		place := "/" + said.Text("file", "file")
		if got := ana.Route("GET", place, nil).Is(200); string(got.Body) != "a picture" {
			t.Errorf("the agent reads %q", got.Body)
		}
		if got := v.Route("GET", place, nil).Is(200); string(got.Body) != "a picture" {
			t.Errorf("the visitor reads %q", got.Body)
		}
		ana.Page("desk", "open", "1").Has("photo.png")
		ben.Route("GET", place, nil).Is(404)

		// Another visitor reads neither, and cannot use what was uploaded.
		other := h.Visitor()
		other.Route("GET", place, nil).Is(404)
		h.Stranger().Route("GET", place, nil).Is(404)
		begin(h, other, "Me too.").Is(200)
		mine := v.Upload("lines", "file", "b.pdf", []byte("x")).Is(201).Text("id")
		other.Route("POST", "/widget/lines", map[string]any{"text": "x", "client": "f2", "file": mine}).Is(422)
		for name, want := range map[string]int{"run.exe": 422, "page.html": 422, "a.txt": 201} {
			v.Upload("lines", "file", name, []byte("x")).Is(want)
		}

		// The other way.
		own := ana.Upload("lines", "file", "offer.pdf", []byte("an offer")).Is(201).Text("id")
		ana.Page("desk", "open", "1").Submit("chat-1", "say", map[string]any{"text": "Here.", "client": "f3", "file": own})
		var state struct {
			Items []struct{ File *struct{ File string } }
		}
		v.Route("GET", "/widget/chat", nil).Is(200).Into(&state)
		last := state.Items[len(state.Items)-1].File
		if last == nil {
			t.Fatal("the visitor is shown no file")
		}
		if got := v.Route("GET", "/"+last.File, nil).Is(200); string(got.Body) != "an offer" {
			t.Errorf("the visitor reads %q", got.Body)
		}
		h.As("olga").Must("PUT", "/plugins/livechat/settings", map[string]any{"values": map[string]any{"files": false}})
		id = v.Upload("lines", "file", "c.png", []byte("x")).Is(201).Text("id")
		v.Route("POST", "/widget/lines", map[string]any{"text": "x", "client": "f4", "file": id}).Is(403)
	})
}

func TestHolidays(t *testing.T) {
	s := &Settings{Timezone: "Europe/Berlin", Holidays: "2026-12-24\n12-25\n2026-12-27 - 2026-12-31\nnonsense\n2026-1-1 - x"}
	for at, open := range map[string]bool{
		"2026-12-23T12:00:00Z": true, "2026-12-24T12:00:00Z": false, "2026-12-23T23:30:00Z": false, "2027-12-24T12:00:00Z": true,
		"2029-12-25T12:00:00Z": false, "2026-12-26T12:00:00Z": true, "2026-12-27T12:00:00Z": false, "2026-12-31T12:00:00Z": false, "2027-01-01T12:00:00Z": true,
	} {
		when, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.open(when); got != open {
			t.Errorf("at %s somebody is there: %v", at, got)
		}
	}
}
