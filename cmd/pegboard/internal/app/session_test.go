package app_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestSignIn(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.play([]scenario{
			{name: "nobody is somebody without signing in", method: "GET", path: "/me", status: 401, want: `{"kind":"unauthenticated"}`},
			{name: "a wrong password and an unknown address look the same", method: "POST", path: "/session",
				body: `{"email":"ana@test.example","password":"wrong"}`, status: 401,
				want: `{"detail":"The e-mail address or the password is wrong.","kind":"unauthenticated"}`},
			{name: "an unknown address", method: "POST", path: "/session",
				body: `{"email":"nobody@test.example","password":"wrong"}`, status: 401,
				want: `{"detail":"The e-mail address or the password is wrong.","kind":"unauthenticated"}`},
			{name: "a body without a password names the field", method: "POST", path: "/session", body: `{"email":"ana@test.example"}`,
				status: 422, want: `{"errors":[{"location":"body.password","message":"This field is required."}]}`},
			{name: "another site's page cannot sign anybody in", method: "POST", path: "/session",
				body: `{"email":"ana@test.example","password":"correct horse battery"}`, header: map[string]string{"Sec-Fetch-Site": "cross-site"},
				status: 403},
			{name: "an agent sees what they hold", as: "ana", method: "GET", path: "/me", status: 200,
				want: `{"user":{"id":{ana},"name":"ana","email":"ana@test.example","kind":"employee","theme":"auto"},
					"roles":[{"slug":"agent","name":"Agent"}],"teams":[{"id":{billing},"name":"billing"}],
					"keys":{"tickets.view":"team","tickets.create":"all"},
					"abilities":{"agent_console":true,"admin_console":false,"create_ticket":true,"plugins":false},"company":{"name":"Test & Co."}}`},
			{name: "a customer sees what they hold", as: "carl", method: "GET", path: "/me", status: 200,
				want: `{"user":{"kind":"user"},"roles":[],"teams":[],"abilities":{"agent_console":false,"create_ticket":true,"people":false},"pages":[]}`},
			{name: "one's own name and theme", as: "carl", method: "PATCH", path: "/me", body: `{"name":"Carl C.","theme":"dark"}`, status: 200,
				want: `{"user":{"name":"Carl C.","theme":"dark"}}`, events: []string{"person.updated"}},
			{name: "a theme that there is not", as: "carl", method: "PATCH", path: "/me", body: `{"theme":"pink"}`, status: 422,
				want: `{"errors":[{"location":"body.theme"}]}`},
			{name: "signing out", as: "carl", method: "DELETE", path: "/session", status: 204},
		})
	})
}

func TestSessionCookie(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.signIn("ana")
		cookie := w.cookies["ana"]
		t.Run("is out of reach of scripts and other sites", func(t *testing.T) {
			got := w.do("", "POST", "/session", `{"email":"ana@test.example","password":"correct horse battery"}`, nil)
			set := got.header.Get("Set-Cookie")
			for _, want := range []string{"pegboard_session=", "HttpOnly", "SameSite=Lax", "path=/"} {
				if !strings.Contains(set, want) {
					t.Errorf("%q lacks %s", set, want)
				}
			}
		})
		t.Run("ends with signing out", func(t *testing.T) {
			w.do("ana", "DELETE", "/session", "", nil)
			if got := w.do("", "GET", "/me", "", map[string]string{"Cookie": cookie}); got.status != http.StatusUnauthorized {
				t.Errorf("the old cookie gives %d", got.status)
			}
		})
		t.Run("a bad token is refused even where guests may go", func(t *testing.T) {
			if got := w.do("", "GET", "/setup", "", map[string]string{"Authorization": "Bearer pbt_nonsense"}); got.status != http.StatusUnauthorized {
				t.Errorf("status %d", got.status)
			}
		})
	})
}

func TestSignInIsSlowedDown(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		for i := range 20 {
			got := w.do("", "POST", "/session", `{"email":"ben@test.example","password":"guess"}`, nil)
			if got.status == http.StatusTooManyRequests {
				if got.header.Get("Retry-After") == "" || i < 3 {
					t.Errorf("attempt %d: %v", i, got.header)
				}
				return
			}
		}
		t.Fatal("twenty guesses and nothing happened")
	})
}
