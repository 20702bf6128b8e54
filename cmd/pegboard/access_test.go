package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// ran is what one run of the command left behind.
type ran struct {
	code     int
	out, err string
}

func once(t *testing.T, dir string, args ...string) ran {
	t.Helper()
	cmd := command(t.Context(), dir, args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	r := ran{}
	var exit *exec.ExitError
	if err := cmd.Run(); errors.As(err, &exit) {
		r.code = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	r.out, r.err = out.String(), errs.String()
	return r
}

func mustWrite(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

const goodScenario = `preset: helprace
users:
  andy: {roles: [agent], teams: [billing]}
  bea: {roles: [agent], teams: [tier1]}
  carl: {}
tickets:
  t1: {requester: carl, team: billing, assignee: andy}
expect:
  - {user: andy, can: [tickets.view, tickets.reply], on: t1}
  - {user: bea, cannot: tickets.view, on: t1}
  - {user: andy, sees: [t1]}
`

func TestAccessTest(t *testing.T) {
	dir := t.TempDir()
	swap := func(old, new string) string { return strings.Replace(goodScenario, old, new, 1) }
	for _, tt := range []struct {
		name, text string
		code       int
		out, err   string // contained in the output
	}{
		{"what holds passes", goodScenario, 0, "4 passed, 0 failed\n", ""},
		{"what does not hold fails, with its line and the reason", swap("bea, cannot", "bea, can"), 1,
			"s.yaml:10: bea can tickets.view on t1: that is not so.\n    For bea this does not exist", ""},
		{"and is counted", swap("bea, cannot", "bea, can"), 1, "3 passed, 1 failed\n", ""},
		{"a list that differs says by what", swap("sees: [t1]", "sees: []"), 1, "t1 is seen as well.", ""},
		{"an unknown role", swap("[agent]", "[agnt]"), 2, "", `s.yaml:3: There is no role "agnt".`},
		{"an unknown user", swap("user: bea", "user: bee"), 2, "", `s.yaml:10: There is no user "bee".`},
		{"an unknown key of a feature that is there", swap("tickets.reply", "tickets.fly"), 2, "", "s.yaml:9: There is no key tickets.fly."},
		{"an unknown plugin", swap("users:", "plugins: [nothing]\nusers:"), 2, "", `s.yaml:2: There is no plugin "nothing" that comes with Pegboard.`},
		{"an unknown level", swap("users:", "roles: [{slug: x, name: X, type: employee, features: {tickets: {level: some}}}]\nusers:"), 2, "", `s.yaml:2: Unknown level "some"`},
		{"an unknown scope", swap("users:", "roles: [{slug: x, name: X, type: employee, scope: galaxy}]\nusers:"), 2, "", "s.yaml:2: "},
		{"an unknown preset", swap("helprace", "helprays"), 2, "", "s.yaml:1: "},
		{"not YAML", "{", 2, "", "s.yaml:1: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			mustWrite(t, dir, "s.yaml", tt.text)
			got := once(t, dir, "access", "test", "s.yaml")
			if got.code != tt.code || !strings.Contains(got.out, tt.out) || !strings.Contains(got.err, tt.err) {
				t.Errorf("exit code %d\n%s\n%s", got.code, got.out, got.err)
			}
		})
	}
	t.Run("a bad file among good ones plays none", func(t *testing.T) {
		mustWrite(t, dir, "s.yaml", goodScenario)
		mustWrite(t, dir, "bad.yaml", swap("agent", "agnt"))
		got := once(t, dir, "access", "test", "s.yaml", "bad.yaml")
		if got.code != 2 || strings.Contains(got.out, "passed") {
			t.Errorf("exit code %d\n%s", got.code, got.out)
		}
	})
	t.Run("a file that is not there", func(t *testing.T) {
		if got := once(t, dir, "access", "test", "none.yaml"); got.code != 2 || !strings.Contains(got.err, "none.yaml") {
			t.Errorf("exit code %d\n%s", got.code, got.err)
		}
	})
}

func TestAccessOfARealHelpdesk(t *testing.T) {
	dir := t.TempDir()
	if got := once(t, dir, "access", "export", "--data", "d"); got.code != 1 || !strings.Contains(got.err, "not set up yet") {
		t.Fatalf("an empty helpdesk: %+v", got)
	}
	p := start(t, dir, "--data", "d", "--log-level", "error")
	p.setUp(t)
	p.must(t, "POST", "/api/v1/tickets", map[string]string{"subject": "Hello", "body": "x"}, nil)
	p.must(t, "POST", "/api/v1/users", map[string]any{"name": "Ana", "email": "ana@test.example", "kind": "employee", "roles": []string{"agent"}}, nil)
	p.stop(t)

	access := func(args ...string) ran {
		return once(t, dir, append([]string{"access"}, append(args, "--data", "d")...)...)
	}
	says := func(t *testing.T, got ran, code int, texts ...string) {
		t.Helper()
		for _, text := range texts {
			if !strings.Contains(got.out+got.err, text) {
				t.Errorf("does not say %q", text)
			}
		}
		if got.code != code || t.Failed() {
			t.Errorf("exit code %d\n%s\n%s", got.code, got.out, got.err)
		}
	}
	t.Run("explaining a key", func(t *testing.T) {
		says(t, access("explain", "ana@test.example", "tickets.delete"), 0, "Ana may not", "tickets.delete", "Owner, Admin")
	})
	t.Run("explaining a key on a ticket", func(t *testing.T) {
		says(t, access("explain", "owner@test.example", "tickets.delete", "1"), 0, "Owner may do this here", "The role Owner gives everything.")
	})
	t.Run("explaining a key on a person", func(t *testing.T) {
		// The owner asked for a ticket without a team, which an agent sees.
		says(t, access("explain", "ana@test.example", "people.edit", "owner@test.example"), 0, "it reaches Owner", "takes managing every role")
		says(t, access("explain", "guest", "people.edit", "people/1"), 0, "A guest may not", "out of sight")
	})
	t.Run("explaining what a guest may", func(t *testing.T) {
		says(t, access("explain", "guest", "tickets.submit"), 0, "A guest may")
	})
	t.Run("nobody, no key and no ticket", func(t *testing.T) {
		says(t, access("explain", "no@test.example", "tickets.view"), 1, "nobody with the address")
		says(t, access("explain", "guest", "tickets.fly"), 1, "there is no key tickets.fly")
		says(t, access("explain", "guest", "tickets.view", "77"), 1, "there is no ticket 77")
		says(t, access("explain", "guest", "tickets.view", "x"), 1, "no number")
		says(t, access("explain", "guest", "tickets.view", "nix.nix/1"), 1, "no collection nix.nix")
	})

	roles := access("export").out
	mustWrite(t, dir, "same.yaml", roles)
	t.Run("what was exported changes nothing", func(t *testing.T) {
		says(t, access("import", "same.yaml"), 0, "No difference.")
	})
	mustWrite(t, dir, "new.yaml", strings.Replace(roles, "minus: [tickets.delete]", "minus: [tickets.delete, tickets.merge]", 1)+
		"  - {slug: night-shift, name: Night shift, type: employee, scope: team, features: {tickets: {level: read}}}\n")
	t.Run("a dry run tells the difference and makes none", func(t *testing.T) {
		for range 2 {
			says(t, access("import", "--dry-run", "new.yaml"), 0, "~ role agent (Agent)", "tickets.merge: team → none", "+ role night-shift (Night shift)", "tickets.view: none → team")
		}
	})
	t.Run("the real one makes it", func(t *testing.T) {
		says(t, access("import", "new.yaml"), 0, "+ role night-shift", "Imported.")
		says(t, access("import", "new.yaml"), 0, "No difference.")
		says(t, access("explain", "ana@test.example", "tickets.merge"), 0, "Ana may not")
	})
	t.Run("a role that somebody holds stays", func(t *testing.T) {
		mustWrite(t, dir, "gone.yaml", `{top: owner, roles: [{slug: owner, name: Owner, type: employee, everything: true}]}`)
		says(t, access("import", "gone.yaml"), 1, "People hold the role Agent")
	})
	t.Run("a highest role that nobody holds", func(t *testing.T) {
		mustWrite(t, dir, "top.yaml", strings.Replace(roles, "top: owner", "top: admin", 1))
		says(t, access("import", "top.yaml"), 1, "Nobody who is active holds the role")
	})
	t.Run("a file that is wrong", func(t *testing.T) {
		mustWrite(t, dir, "wrong.yaml", strings.Replace(roles, "level: full", "level: fool", 1))
		says(t, access("import", "wrong.yaml"), 2, "wrong.yaml:", `Unknown level "fool"`)
		says(t, access("import", "none.yaml"), 2, "none.yaml")
	})
	t.Run("it stands in the audit log under the command line's name", func(t *testing.T) {
		p := start(t, dir, "--data", "d", "--log-level", "error")
		defer p.stop(t)
		p.must(t, "POST", "/api/v1/session", map[string]string{"email": "owner@test.example", "password": "correct horse battery"}, nil)
		var log struct {
			Items []struct {
				Actor     *struct{}
				ActorName string `json:"actor_name"`
				TargetID  string `json:"target_id"`
			}
		}
		p.must(t, "GET", "/api/v1/audit?action=role.created", nil, &log)
		if len(log.Items) != 1 || log.Items[0].ActorName != "command line" || log.Items[0].Actor != nil || log.Items[0].TargetID != "night-shift" {
			t.Errorf("%+v", log)
		}
	})
}
