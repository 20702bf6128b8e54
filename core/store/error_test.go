package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
)

func TestErrorsHaveTheirKind(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		s := db.People()
		in := func(fn func(ctx context.Context) error) error { return db.InTx(t.Context(), fn) }
		now := time.Unix(1, 0)
		person := &people.Person{Name: "Ana", Email: "ana@example.com", Kind: people.Employee, Theme: "auto", Version: 1, CreatedAt: now, UpdatedAt: now}
		if err := in(func(ctx context.Context) error { _, err := s.Users.InsertUser(ctx, person, ""); return err }); err != nil {
			t.Fatal(err)
		}
		session := &people.Session{Hash: "h", User: person.ID, CreatedAt: now, ExpiresAt: now, LastSeenAt: now}
		for _, c := range []struct {
			name string
			fn   func(ctx context.Context) error
			kind core.Kind
		}{
			{"a person there is not", func(ctx context.Context) error { _, err := s.Users.FindUser(ctx, 99); return err }, core.KindNotFound},
			{"a row of somebody who is not there", func(ctx context.Context) error {
				return s.Sessions.InsertSession(ctx, &people.Session{Hash: "x", User: 99, CreatedAt: now, ExpiresAt: now, LastSeenAt: now})
			}, core.KindConflict},
			{"the same key twice", func(ctx context.Context) error {
				if err := s.Sessions.InsertSession(ctx, session); err != nil {
					return err
				}
				return s.Sessions.InsertSession(ctx, session)
			}, core.KindConflict},
			{"a word that a CHECK refuses", func(ctx context.Context) error {
				bad := *person
				bad.Theme, bad.Email = "pink", "b@example.com"
				_, err := s.Users.InsertUser(ctx, &bad, "")
				return err
			}, core.KindInternal},
		} {
			t.Run(c.name, func(t *testing.T) {
				err := in(c.fn)
				if err == nil || core.KindOf(err) != c.kind {
					t.Fatalf("got %v, want %s", err, c.kind)
				}
			})
		}
		t.Run("a taken address is no error, and leaves the transaction usable", func(t *testing.T) {
			err := in(func(ctx context.Context) error {
				again := *person
				again.Email = "ANA@example.com"
				inserted, err := s.Users.InsertUser(ctx, &again, "")
				if err != nil || inserted {
					t.Errorf("inserted %v, %v", inserted, err)
				}
				_, err = s.Users.FindUser(ctx, person.ID)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		})
		t.Run("a cancelled request is unavailable, not a fault", func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			_, err := s.Users.FindUser(ctx, person.ID)
			if !core.IsKind(err, core.KindUnavailable) {
				t.Fatalf("got %v", err)
			}
		})
	})
}

func TestOpenRefuses(t *testing.T) {
	for name, cfg := range map[string]store.Config{
		"a directory there is not":             {Path: t.TempDir() + "/missing/pegboard.db"},
		"an address of something else":         {DSN: "mysql://localhost/pegboard"},
		"a server that does not answer":        {DSN: "postgres://nobody@127.0.0.1:1/pegboard?connect_timeout=1"},
		"a file that is not a database at all": {Path: notADatabase(t)},
	} {
		t.Run(name, func(t *testing.T) {
			db, err := store.Open(t.Context(), cfg)
			if err == nil {
				db.Close()
			}
			if !core.IsKind(err, core.KindUnavailable) || strings.Contains(message(err), "nobody@") {
				t.Fatalf("got %v", err)
			}
		})
	}
}

func notADatabase(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(path, []byte(strings.Repeat("These are notes. ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// message is what a person would see of an error.
func message(err error) string {
	var e *core.Error
	if errors.As(err, &e) {
		return e.Msg
	}
	return ""
}
