package app_test

import (
	"encoding/json"
	"testing"
)

func TestPeople(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.play([]scenario{
			{name: "an agent sees the requesters of what they see, and themselves", as: "ben", method: "GET", path: "/users?kind=user", status: 200,
				want: `{"items":[{"id":{carl},"name":"carl","kind":"user","roles":[],"disabled":false,"abilities":{"assign_roles":false}}]}`},
			{name: "a customer sees only themselves", as: "carl", method: "GET", path: "/users", status: 200,
				want: `{"items":[{"id":{carl}}],"next":null}`, without: []string{"ana"}},
			{name: "somebody out of sight is missing", as: "carl", method: "GET", path: "/users/{ana}", status: 404},
			{name: "making an agent", as: "owner", method: "POST", path: "/users",
				body: `{"name":"Fay","email":"fay@test.example","kind":"employee","roles":["agent"],"teams":[{tech}]}`, status: 201,
				want:   `{"name":"Fay","kind":"employee","roles":[{"slug":"agent","name":"Agent"}],"teams":[{"id":{tech},"name":"tech"}],"version":1,"abilities":{"edit":true,"disable":true}}`,
				events: []string{"person.created", "access.changed"}},
			{name: "an address that is taken", as: "owner", method: "POST", path: "/users", body: `{"name":"Fay","email":"FAY@test.example"}`, status: 409},
			{name: "an address that is none names the field", as: "owner", method: "POST", path: "/users", body: `{"name":"X","email":"not an address"}`,
				status: 422, want: `{"errors":[{"location":"body.email"}]}`},
			{name: "an agent cannot make agents", as: "ana", method: "POST", path: "/users", body: `{"name":"Y","email":"y@test.example","roles":["agent"]}`, status: 403},
			{name: "nobody gives themselves roles", as: "manager", method: "PUT", path: "/users/{manager}/roles", body: `{"roles":["owner"]}`, status: 403},
			{name: "the last owner cannot be switched off", as: "owner", method: "POST", path: "/users/{owner}/disable", body: `{}`, status: 403},
			{name: "switching an agent off", as: "owner", method: "POST", path: "/users/{ben}/disable", body: `{}`, status: 200, want: `{"disabled":true}`,
				events: []string{"person.disabled", "access.changed"}},
			{name: "acts on the next request", as: "ben", method: "GET", path: "/me", status: 401},
			{name: "and back on", as: "owner", method: "POST", path: "/users/{ben}/enable", body: `{}`, status: 200, want: `{"disabled":false}`,
				events: []string{"person.enabled", "access.changed"}},
			{name: "another role acts on the next request too", as: "owner", method: "PUT", path: "/users/{ana}/roles", body: `{"roles":["light-agent"]}`, status: 200,
				want: `{"roles":[{"slug":"light-agent"}]}`, events: []string{"person.roles_changed", "access.changed"}},
			{name: "with a new secret in the cookie", as: "ana", method: "POST", path: "/tickets/{t1}/messages", body: `{"kind":"reply","body":"x"}`, status: 403},
			{name: "a light agent may still note", as: "ana", method: "POST", path: "/tickets/{t1}/messages", body: `{"kind":"comment","body":"x"}`, status: 201,
				events: []string{"ticket.commented"}},
		})
	})
}

func TestTeamsAndOrganizations(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.play([]scenario{
			{name: "teams stand in their departments", as: "ana", method: "GET", path: "/teams", status: 200,
				want: `{"items":[{"id":{billing},"name":"billing","department":{"name":"Care"},"members":2,"abilities":{"edit":false}}]}`},
			{name: "an agent cannot make teams", as: "ana", method: "POST", path: "/teams", body: `{"name":"Mine"}`, status: 403},
			{name: "making a team", as: "owner", method: "POST", path: "/teams", body: `{"name":"Night"}`, status: 201, want: `{"name":"Night","department":null}`,
				events: []string{"team.created", "access.changed"}},
			{name: "putting somebody in", as: "owner", method: "PUT", path: "/teams/{tech}/members/{ana}", body: `{}`, status: 204,
				events: []string{"team.member_added", "access.changed"}},
			{name: "who sees the team's queue at once", as: "ana", method: "GET", path: "/tickets/{t2}", status: 200},
			{name: "taking them out", as: "owner", method: "DELETE", path: "/teams/{tech}/members/{ana}", status: 204,
				events: []string{"team.member_removed", "access.changed"}},
			{name: "who sees it no more", as: "ana", method: "GET", path: "/tickets/{t2}", status: 404},
			{name: "departments", as: "owner", method: "GET", path: "/departments", status: 200, want: `{"items":[{"name":"Care","abilities":{"edit":true}}]}`},
			{name: "making an organization", as: "owner", method: "POST", path: "/organizations", body: `{"name":"Acme","domain":"acme.example","share":"read"}`,
				status: 201, want: `{"name":"Acme","share":"read","members":0,"abilities":{"edit":true}}`, events: []string{"organization.created"}},
			{name: "a share that there is not", as: "owner", method: "POST", path: "/organizations", body: `{"name":"B","share":"all"}`, status: 422,
				want: `{"errors":[{"location":"body.share"}]}`},
		})
	})
}

func TestRoles(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.play([]scenario{
			{name: "the registry", as: "owner", method: "GET", path: "/permissions", status: 200,
				want: `{"features":[{"id":"console"}]}`},
			{name: "is not for agents", as: "ana", method: "GET", path: "/permissions", status: 403},
			{name: "the roles", as: "owner", method: "GET", path: "/roles", status: 200,
				want: `{"items":[{"slug":"owner","everything":true,"builtin":true,"top":true,"holders":1,"abilities":{"delete":false}}]}`},
			{name: "a clone", as: "owner", method: "POST", path: "/roles/agent/clone", body: `{"name":"Junior"}`, status: 201,
				want: `{"slug":"junior","name":"Junior","builtin":false,"holders":0}`, events: []string{"role.created", "access.changed"}},
			{name: "a preview tells who would lose what", as: "owner", method: "POST", path: "/access/preview",
				body: `{"role":{"slug":"agent","features":{"tickets":{"level":"read"}}}}`, status: 200,
				want: `{"refused":null,"holders":2,"people":[{"person":{"name":"ana"}},{"person":{"name":"ben"}}]}`},
			{name: "changing one feature leaves the others", as: "owner", method: "PATCH", path: "/roles/agent",
				body: `{"features":{"tickets":{"level":"read","plus":["tickets.comment"]}}}`, status: 200,
				want:   `{"slug":"agent","scope":"team","features":{"tickets":{"level":"read","plus":["tickets.comment"]},"views":{"level":"modify"}},"effective":{"tickets.comment":"team"}}`,
				events: []string{"role.updated", "access.changed"}},
			{name: "acts on the next request", as: "ana", method: "POST", path: "/tickets/{t1}/messages", body: `{"kind":"reply","body":"x"}`, status: 403},
			{name: "why", as: "owner", method: "POST", path: "/access/explain", body: `{"user_id":{ana},"key":"tickets.reply","ticket_id":{t1}}`, status: 200,
				want: `{"key":"tickets.reply","visible":true,"allowed":false,"missing":[{"kind":"key"}]}`},
			{name: "a key that there is not names the field", as: "owner", method: "PATCH", path: "/roles/agent",
				body: `{"features":{"tickets":{"level":"full","plus":["tickets.fly"]}}}`, status: 422, want: `{"kind":"invalid"}`},
			{name: "a reset brings the preset back", as: "owner", method: "POST", path: "/roles/agent/reset", body: `{}`, status: 200,
				want: `{"features":{"tickets":{"level":"full"}}}`, events: []string{"role.reset", "access.changed"}},
			{name: "a manager may look", as: "manager", method: "GET", path: "/roles/agent", status: 200, want: `{"abilities":{"edit":false}}`},
			{name: "and not change", as: "manager", method: "PATCH", path: "/roles/agent", body: `{"name":"X"}`, status: 403},
			{name: "a built-in role stays", as: "owner", method: "DELETE", path: "/roles/agent", status: 409},
			{name: "a custom one goes", as: "owner", method: "DELETE", path: "/roles/junior", status: 204, events: []string{"role.deleted", "access.changed"}},
		})
	})
}

// Of two agents who take at once exactly one succeeds.
func TestOneOfManyTakes(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.do("owner", "PUT", "/teams/{tech}/members/{ana}", "{}", nil)
		w.signIn("ana")
		w.signIn("ben")
		results := make(chan int, 8)
		for i := range cap(results) {
			as := []string{"ana", "ben"}[i%2]
			go func() { results <- w.do(as, "POST", "/tickets/{t2}/take", "", nil).status }()
		}
		won := 0
		for range cap(results) {
			switch status := <-results; status {
			case 200:
				won++
			case 409:
			default:
				t.Errorf("status %d", status)
			}
		}
		var ticket struct{ Assignee struct{ Name string } }
		if err := json.Unmarshal(w.do("owner", "GET", "/tickets/{t2}", "", nil).body, &ticket); err != nil {
			t.Fatal(err)
		}
		// The winner's own repeated attempts succeed; the other's all fail.
		if won == 0 || won > 4 || ticket.Assignee.Name == "" {
			t.Errorf("%d succeeded, the ticket is %q's", won, ticket.Assignee.Name)
		}
	})
}
