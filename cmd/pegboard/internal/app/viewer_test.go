package app_test

import "testing"

func TestWhoSeesATicket(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.play([]scenario{
			{name: "the owner learns of everybody, and why", as: "owner", method: "GET", path: "/tickets/{t1}/viewers", status: 200,
				want: `{"items":[{"id":{ana},"name":"ana","ways":["owner","teams"],"roles":[{"slug":"agent","name":"Agent"}],"granted":false},
					{"id":{manager},"ways":["teams"]},{"id":{owner},"ways":["all"],"roles":[{"slug":"owner"}]}],"others":0,"more":false,"next":null}`,
				without: []string{`"name":"ben"`, `"name":"carl"`}},
			{name: "an agent learns of those on the ticket and how many others there are", as: "ana", method: "GET", path: "/tickets/{t1}/viewers", status: 200,
				want: `{"items":[{"id":{ana}}],"others":2}`, without: []string{`"name":"owner"`}},
			{name: "what is hidden is missing", as: "ben", method: "GET", path: "/tickets/{t1}/viewers", status: 404},
			{name: "customers are not told who works here", as: "carl", method: "GET", path: "/tickets/{t1}/viewers", status: 403, without: []string{"owner"}},
			{name: "asking a colleague in shows at once", as: "owner", method: "PUT", path: "/tickets/{t1}/contributors/{ben}", body: `{}`, status: 200,
				events: []string{"ticket.contributor_added"}},
			{name: "as a contributor", as: "owner", method: "GET", path: "/tickets/{t1}/viewers", status: 200,
				want: `{"items":[{"id":{ana}},{"id":{ben},"ways":["contributor"]}]}`},
		})
	})
}
