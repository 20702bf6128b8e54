package records_test

import (
	"context"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/storetest"
)

// keyless declares a collection that people read, if there is a key for that, and
// only its plugin writes.
func keyless(t *testing.T, name string, read rbac.Key) *records.Collection {
	t.Helper()
	c := &records.Collection{
		Name: name, Title: "Marks", Owner: "owner", Keys: records.Keys{Read: read},
		Fields: []records.Field{
			{Name: "text", Title: "Text", Type: records.Type{Kind: records.String}},
			{Name: "owner", Title: "Owner", Type: records.Type{Kind: records.Ref, Target: records.TargetUser}},
		},
	}
	if err := c.Check("calllogs"); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestOnlyThePluginItselfWrites(t *testing.T) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		_, reg := mustCalls(t)
		marks, secrets := keyless(t, "marks", "calllogs.view"), keyless(t, "secrets", "")
		err := db.InTx(ctx, func(ctx context.Context) error {
			return db.Records().PrepareCollections(ctx, "calllogs", []*records.Collection{marks, secrets})
		})
		if err != nil {
			t.Fatal(err)
		}
		svc := records.NewService(db.Records(), db, db, &world{}, &clock{time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)})
		f := &fixture{T: t, svc: svc, c: marks, reg: reg, db: db}
		system := func(plugin core.PluginID) *rbac.Subject {
			return &rbac.Subject{Actor: core.Actor{Kind: core.ActorSystem, Name: "Work", Plugin: plugin}, Itself: true, Powers: rbac.NewPowers(reg, nil)}
		}
		itself := system("calllogs")
		boss := f.agent(1, 1, rbac.All, "view create edit delete transfer relate assistance")
		boss.Powers = rbac.NewPowers(reg, func() map[rbac.Key]rbac.Scope {
			all := map[rbac.Key]rbac.Scope{}
			for _, k := range reg.Keys() {
				all[k.Key] = rbac.All
			}
			return all
		}())
		byPlugin := *boss
		byPlugin.Plugin = "calllogs"
		gone := &rbac.Subject{Actor: core.Actor{Kind: core.ActorSystem, Plugin: "calllogs"}}
		lent := system("calllogs")
		lent.Itself = false

		made, err := svc.Create(ctx, itself, marks, input(`{"text": "a", "owner": 2}`))
		if err != nil {
			t.Fatal(err)
		}
		hidden, err := svc.Create(ctx, itself, secrets, input(`{"text": "s"}`))
		if err != nil {
			t.Fatal(err)
		}
		for name, who := range map[string]*rbac.Subject{"the owner of everything": boss, "the same through the plugin": &byPlugin, "another plugin": system("other"), "a person who is gone": gone, "the plugin at somebody else's work": lent} {
			for _, c := range []*records.Collection{marks, secrets} {
				_, err := svc.Create(ctx, who, c, input(`{"text": "forged"}`))
				if !core.IsKind(err, core.KindForbidden) || c.Creates(who) {
					t.Errorf("%s adds to %s: %v", name, c.Name, err)
				}
			}
			if _, err := svc.Update(ctx, who, marks, made.ID, 0, input(`{"text": "forged"}`)); err == nil {
				t.Errorf("%s changes one", name)
			}
			if err := svc.Delete(ctx, who, marks, made.ID, 0); err == nil {
				t.Errorf("%s deletes one", name)
			}
			if _, err := svc.Get(ctx, who, secrets, hidden.ID); !core.IsKind(err, core.KindNotFound) {
				t.Errorf("%s reads what is the plugin's own: %v", name, err)
			}
			if _, err := svc.List(ctx, who, secrets, records.Query{}); !core.IsKind(err, core.KindForbidden) {
				t.Errorf("%s lists what is the plugin's own: %v", name, err)
			}
		}
		if r, err := svc.Get(ctx, boss, marks, made.ID); err != nil || r.Values["text"] != "a" {
			t.Errorf("who holds the key reads %v, %v", r, err)
		}
		if page, err := svc.List(ctx, f.agent(2, 1, rbac.Own, "view"), marks, records.Query{}); err != nil || len(page.Items) != 1 {
			t.Errorf("the owner of the row lists %v, %v", page.Items, err)
		}
		if page, err := svc.List(ctx, f.agent(3, 1, rbac.Own, "view"), marks, records.Query{}); err != nil || len(page.Items) != 0 {
			t.Errorf("somebody else lists %v, %v", page.Items, err)
		}
		abilities, err := svc.Abilities(ctx, boss, marks, made)
		if err != nil {
			t.Fatal(err)
		}
		for name, may := range abilities[0] {
			if may {
				t.Errorf("%s is offered", name)
			}
		}
		if _, err := svc.Update(ctx, itself, marks, made.ID, 1, input(`{"text": "b"}`)); err != nil {
			t.Error(err)
		}
		if page, err := svc.List(ctx, itself, secrets, records.Query{}); err != nil || len(page.Items) != 1 {
			t.Errorf("itself it lists %v, %v", page.Items, err)
		}
		if err := svc.Delete(ctx, itself, marks, made.ID, 0); err != nil {
			t.Error(err)
		}
	})
}

func TestKeysToChangeWhatNobodyReads(t *testing.T) {
	c := &records.Collection{
		Name: "marks", Title: "Marks", Keys: records.Keys{Update: "calllogs.edit"},
		Fields: []records.Field{{Name: "text", Title: "Text", Type: records.Type{Kind: records.String}}},
	}
	if err := c.Check("calllogs"); err == nil {
		t.Error("accepted")
	}
}
