package app_test

import "testing"

func TestImportingPeople(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.play([]scenario{
			{name: "a preview says what each line becomes, and what is wrong", as: "owner", method: "POST", path: "/users/import?dry_run=true",
				body: `{"csv":"Name;E-Mail;Role\nNora;nora@new.example;\nEmil;emil@new.example;Agent\nAna;ANA@test.example;King\n"}`, status: 200,
				want: `{"columns":["Name","E-Mail","Role"],"mapping":{"name":"Name","email":"E-Mail","roles":"Role"},"refused":1,"saved":false,
					"rows":[{"line":2,"name":"Nora","kind":"user","roles":[],"organization":null,"errors":[]},
						{"line":3,"kind":"employee","roles":[{"slug":"agent","name":"Agent"}],"invited":false,"errors":[]},
						{"line":4,"errors":[{"field":"email"},{"field":"roles","message":"There is no role \"King\"."}]}]}`},
			{name: "nothing was saved", as: "owner", method: "GET", path: "/users?q=nora", status: 200, want: `{"items":[]}`},
			{name: "one bad line keeps all of them out, and is named", as: "owner", method: "POST", path: "/users/import",
				body: `{"csv":"name,email\nNora,nora@new.example\nAna,ana@test.example\n"}`, status: 422,
				want: `{"kind":"invalid","errors":[{"location":"body.lines[3].email"}]}`},
			{name: "still nothing", as: "owner", method: "GET", path: "/users?q=nora", status: 200, want: `{"items":[]}`},
			{name: "all of them", as: "owner", method: "POST", path: "/users/import",
				body: `{"csv":"Who,Where\nNora,nora@new.example\nEmil,emil@new.example\n","columns":{"name":"Who","email":"Where"}}`, status: 200,
				want:   `{"saved":true,"refused":0,"rows":[{"name":"Nora"},{"name":"Emil"}]}`,
				events: []string{"person.created", "person.created", "people.imported", "access.changed"}},
			{name: "are there", as: "owner", method: "GET", path: "/users?q=nora", status: 200, want: `{"items":[{"name":"Nora","email":"nora@new.example","kind":"user"}]}`},
			{name: "invitations need a mail server", as: "owner", method: "POST", path: "/users/import?dry_run=true",
				body: `{"csv":"name,email\nA,a@new.example\n","invite":true}`, status: 503},
			{name: "a column that there is not", as: "owner", method: "POST", path: "/users/import?dry_run=true",
				body: `{"csv":"name,email\nA,a@new.example\n","columns":{"name":"Nome"}}`, status: 422, want: `{"errors":[{"location":"body.columns"}]}`},
			{name: "without the key", as: "ana", method: "POST", path: "/users/import?dry_run=true", body: `{"csv":"name,email\nA,a@new.example\n"}`, status: 403},
		})
	})
}
