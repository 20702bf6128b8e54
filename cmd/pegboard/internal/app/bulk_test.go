package app_test

import "testing"

func TestBulkChanges(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.play([]scenario{
			{name: "what an agent cannot see is missing, the rest is done", as: "ana", method: "POST", path: "/tickets/bulk",
				body:   `{"items":[{"id":{t1},"version":1,"priority":"high","add_tags":["Refund"]},{"id":{t2},"version":1,"priority":"high"},{"id":999,"version":1,"priority":"high"}]}`,
				status: 200, events: []string{"ticket.updated"},
				want: `{"items":[{"id":{t1},"outcome":"done","detail":null,"undo":{"id":{t1},"version":2,"priority":"normal","tags":[]}},
					{"id":{t2},"outcome":"missing","detail":"There is nothing here, or nothing that you may see.","undo":null},
					{"id":999,"outcome":"missing","detail":"There is nothing here, or nothing that you may see.","undo":null}],"next":null}`,
				without: []string{"App crashes"}},
			{name: "the same once more is told to be a conflict", as: "ana", method: "POST", path: "/tickets/bulk",
				body: `{"items":[{"id":{t1},"version":1,"priority":"low"}]}`, status: 200,
				want: `{"items":[{"outcome":"conflict","detail":"Somebody has changed this ticket in the meantime. Look at it again.","undo":null}]}`},
			{name: "what is so already is unchanged", as: "ana", method: "POST", path: "/tickets/bulk",
				body: `{"items":[{"id":{t1},"version":2,"priority":"high"}]}`, status: 200, want: `{"items":[{"outcome":"unchanged","undo":null}]}`},
			{name: "the undo puts the former values back", as: "ana", method: "POST", path: "/tickets/bulk",
				body: `{"items":[{"id":{t1},"version":2,"priority":"normal","tags":[]}]}`, status: 200, events: []string{"ticket.updated"},
				want: `{"items":[{"outcome":"done"}]}`},
			{name: "a transfer tells how to bring it back, nobody and no team being null", as: "owner", method: "POST", path: "/tickets/bulk",
				body: `{"items":[{"id":{t1},"version":3,"team_id":{orders},"assignee_id":null},{"id":{t3},"version":1,"team_id":{orders}}]}`, status: 200,
				want:   `{"items":[{"outcome":"done","undo":{"version":4,"team_id":{billing},"assignee_id":{ana}}},{"outcome":"done","undo":{"team_id":null,"assignee_id":null}}]}`,
				events: []string{"ticket.transferred", "ticket.unassigned", "ticket.transferred"}},
			{name: "taking", as: "ben", method: "POST", path: "/tickets/bulk", body: `{"items":[{"id":{t2},"version":1,"take":true}]}`, status: 200,
				want: `{"items":[{"outcome":"done","undo":{"assignee_id":null}}]}`, events: []string{"ticket.assigned"}},
			{name: "a customer closes their own, and may do nothing else", as: "carl", method: "POST", path: "/tickets/bulk",
				body: `{"items":[{"id":{t2},"version":2,"status":"closed"},{"id":{t2},"version":3,"priority":"low"},{"id":{t3},"version":2,"status":"closed"}]}`, status: 200,
				want:   `{"items":[{"outcome":"done"},{"outcome":"forbidden"},{"outcome":"missing"}]}`,
				events: []string{"ticket.updated", "ticket.closed"}},
			{name: "both kinds of change at once are refused for that ticket", as: "owner", method: "POST", path: "/tickets/bulk",
				body: `{"items":[{"id":{t3},"version":2,"status":"solved","assignee_id":{ana}}]}`, status: 200, want: `{"items":[{"outcome":"invalid"}]}`},
			{name: "no ticket at all", as: "owner", method: "POST", path: "/tickets/bulk", body: `{"items":[]}`, status: 422,
				want: `{"errors":[{"location":"body.items"}]}`},
			{name: "a word that is no status names its place", as: "owner", method: "POST", path: "/tickets/bulk",
				body: `{"items":[{"id":1,"version":1,"status":"done"}]}`, status: 422, want: `{"errors":[{"location":"body.items[0].status"}]}`},
			{name: "guests sign in first", method: "POST", path: "/tickets/bulk", body: `{"items":[{"id":{t1},"version":1,"take":true}]}`, status: 401},
		})
	})
}
