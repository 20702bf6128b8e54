package records_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
	"pegboard.dev/pegboard/core/store"
	"pegboard.dev/pegboard/core/store/blob"
	"pegboard.dev/pegboard/core/store/storetest"
)

// papers are a collection with a file, and its parts with another.
const papers = `[{"name": "papers", "title": "Papers", "owner": "owner", "team": "team",
	"keys": {"read": "calllogs.view", "create": "calllogs.create", "update": "calllogs.edit", "delete": "calllogs.delete"},
	"fields": [
		{"name": "owner", "type": "ref:user", "title": "Owner", "default": "$me"},
		{"name": "team", "type": "ref:team", "title": "Team", "default": "$my_team"},
		{"name": "scan", "type": "file", "title": "Scan", "max": 1000, "accept": [".pdf", "image/*"]}
	]},
	{"name": "sheets", "title": "Sheets", "parent": "paper",
	"keys": {"read": "calllogs.view", "create": "calllogs.attach", "delete": "calllogs.attach"},
	"fields": [{"name": "paper", "type": "ref:papers", "title": "Paper", "required": true}, {"name": "file", "type": "file", "title": "File", "required": true}]}]`

type filing struct {
	*fixture
	dir    *blob.Dir
	sheets *records.Collection
	clock  *clock
}

func filed(t *testing.T, test func(f *filing)) {
	storetest.Run(t, func(t *testing.T, db *store.DB) {
		var list []*records.Collection
		if err := json.Unmarshal([]byte(papers), &list); err != nil {
			t.Fatal(err)
		}
		for _, c := range list {
			if err := c.Check("calllogs"); err != nil {
				t.Fatal(err)
			}
		}
		if err := list[1].Join(list[0]); err != nil {
			t.Fatal(err)
		}
		err := db.InTx(context.Background(), func(ctx context.Context) error {
			return db.Records().PrepareCollections(ctx, "calllogs", list)
		})
		if err != nil {
			t.Fatal(err)
		}
		dir, err := blob.Open(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		_, reg := mustCalls(t)
		now := &clock{time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)}
		w := &world{teamOf: map[core.UserID]core.TeamID{1: 1, 2: 1, 3: 2}}
		svc := records.NewService(db.Records(), db, db, w, now).WithFiles(records.Files{Store: db.Records(), Blobs: dir, Max: 5000})
		test(&filing{&fixture{T: t, svc: svc, c: list[0], reg: reg, db: db}, dir, list[1], now})
	})
}

func (f *filing) upload(who *rbac.Subject, c *records.Collection, field, name, body string) (string, error) {
	a, err := f.svc.Upload(context.Background(), who, c, records.Upload{Field: field, Name: name}, strings.NewReader(body))
	if err != nil {
		return "", err
	}
	return a.ID, nil
}

func (f *filing) must(who *rbac.Subject, c *records.Collection, field, name, body string) string {
	f.Helper()
	id, err := f.upload(who, c, field, name, body)
	if err != nil {
		f.Fatal(err)
	}
	return id
}

func (f *filing) read(who *rbac.Subject, c *records.Collection, id core.RecordID, field string) (string, error) {
	_, r, err := f.svc.OpenFile(context.Background(), who, c, id, field)
	if err != nil {
		return "", err
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	return string(b), err
}

func TestFiles(t *testing.T) {
	filed(t, func(f *filing) {
		ctx := context.Background()
		ana, ben := f.agent(1, 1, rbac.Team, "view create edit delete attach"), f.agent(3, 2, rbac.Team, "view create edit delete attach")
		mate, reader := f.agent(2, 1, rbac.Team, "view create edit attach"), f.agent(2, 1, rbac.Team, "view")

		id := f.must(ana, f.c, "scan", "../a/Letter.PDF", "one")
		row := f.create(ana, `{"scan": "`+id+`"}`)
		if got := row.Values["scan"]; got != (records.Attachment{ID: id, Name: "Letter.PDF", MIME: "application/pdf", Size: 3}) {
			t.Errorf("the record has %+v", got)
		}
		back, err := f.svc.Get(ctx, mate, f.c, row.ID)
		if err != nil || back.Values["scan"] != row.Values["scan"] {
			t.Errorf("read back: %+v, %v", back, err)
		}
		if got, err := f.read(reader, f.c, row.ID, "scan"); got != "one" || err != nil {
			t.Errorf("a colleague reads %q, %v", got, err)
		}
		if _, err := f.read(ben, f.c, row.ID, "scan"); !core.IsKind(err, core.KindNotFound) {
			t.Errorf("another team: %v", err)
		}
		for name, field := range map[string]string{"a field of another type": "team", "no field": "nothing"} {
			if _, err := f.read(ana, f.c, row.ID, field); !core.IsKind(err, core.KindNotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}

		// What a record shows can be sent back; the file is not taken twice, nor by others.
		shown := string(f.c.AppendFields(nil, back))
		if same, err := f.svc.Update(ctx, ana, f.c, row.ID, 0, input(shown)); err != nil || same.Version != 1 {
			t.Errorf("sent back as it was: %+v, %v", same, err)
		}
		theirs := f.must(mate, f.c, "scan", "b.pdf", "two")
		sheet := f.must(ana, f.sheets, "file", "c.exe", "three")
		for name, value := range map[string]string{
			"one that another record has": id, "somebody else's": theirs, "of another field": sheet, "none": strings.Repeat("0", 32),
		} {
			_, err := f.svc.Create(ctx, ana, f.c, input(`{"scan": "`+value+`"}`))
			if e, ok := err.(*core.Error); !ok || e.Kind != core.KindInvalid || e.Fields["scan"] == "" {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, bad := range []string{`7`, `"x"`, `{"id": 1}`, `["` + id + `"]`} {
			if _, err := f.svc.Create(ctx, ana, f.c, input(`{"scan": `+bad+`}`)); !core.IsKind(err, core.KindInvalid) {
				t.Errorf("%s: %v", bad, err)
			}
		}
	})
}

func TestWhatFilesAreRefused(t *testing.T) {
	filed(t, func(f *filing) {
		ana, reader := f.agent(1, 1, rbac.Team, "view create"), f.agent(2, 1, rbac.Team, "view")
		for name, tc := range map[string]struct {
			who               *rbac.Subject
			field, file, body string
			kind              core.Kind
		}{
			"one who may only read":   {reader, "scan", "a.pdf", "x", core.KindForbidden},
			"a guest":                 {&rbac.Subject{Powers: ana.Powers}, "scan", "a.pdf", "x", core.KindForbidden},
			"another kind of file":    {ana, "scan", "a.pdf.exe", "x", core.KindInvalid},
			"an empty one":            {ana, "scan", "a.pdf", "", core.KindInvalid},
			"one that is too large":   {ana, "scan", "a.png", strings.Repeat("x", 1001), core.KindInvalid},
			"a field of another type": {ana, "team", "a.pdf", "x", core.KindNotFound},
		} {
			if _, err := f.upload(tc.who, f.c, tc.field, tc.file, tc.body); !core.IsKind(err, tc.kind) {
				t.Errorf("%s: %v", name, err)
			}
		}
		for range 30 {
			f.must(ana, f.c, "scan", "a.png", strings.Repeat("x", 1000))
		}
		if _, err := f.upload(ana, f.c, "scan", "a.png", "x"); !core.IsKind(err, core.KindRateLimited) {
			t.Errorf("one file too many: %v", err)
		}
		if n := f.count(); n != 30 {
			t.Errorf("%d files are kept", n)
		}
	})
}

// count counts the files that a purge in two days would leave or take.
func (f *filing) count() int {
	f.Helper()
	loose, err := f.db.Records().LooseFiles(context.Background(), f.clock.now.Add(time.Hour), 1000)
	if err != nil {
		f.Fatal(err)
	}
	return len(loose)
}

func TestFilesGoWithTheirRecord(t *testing.T) {
	filed(t, func(f *filing) {
		ctx := context.Background()
		ana := f.agent(1, 1, rbac.Team, "view create edit delete attach")
		scan, other := f.must(ana, f.c, "scan", "a.pdf", "one"), f.must(ana, f.c, "scan", "b.pdf", "two")
		row := f.create(ana, `{"scan": "`+scan+`"}`)
		sheet, err := f.svc.Create(ctx, ana, f.sheets, input(`{"paper": `+strings.TrimSpace(string(mustJSON(row.ID)))+`, "file": "`+f.must(ana, f.sheets, "file", "c.txt", "three")+`"}`))
		if err != nil {
			t.Fatal(err)
		}
		// Another file takes the place of the first, which nobody can use again.
		if _, err := f.svc.Update(ctx, ana, f.c, row.ID, 0, input(`{"scan": "`+other+`"}`)); err != nil {
			t.Fatal(err)
		}
		if got, _ := f.read(ana, f.c, row.ID, "scan"); got != "two" || f.count() != 1 {
			t.Errorf("it reads %q, and %d files are loose", got, f.count())
		}
		if _, err := f.svc.Create(ctx, ana, f.c, input(`{"scan": "`+scan+`"}`)); !core.IsKind(err, core.KindInvalid) {
			t.Errorf("a file that was let go: %v", err)
		}
		stored := map[string]bool{}
		for _, id := range []string{scan, other} {
			file, err := f.db.Records().FindFile(ctx, id)
			if err != nil {
				t.Fatal(err)
			}
			stored[file.Stored] = true
		}
		if err := f.svc.Delete(ctx, ana, f.c, row.ID, 0); err != nil {
			t.Fatal(err)
		}
		if _, err := f.svc.Get(ctx, ana, f.sheets, sheet.ID); !core.IsKind(err, core.KindNotFound) {
			t.Errorf("a part of what was deleted: %v", err)
		}
		if n := f.count(); n != 3 {
			t.Errorf("%d files are loose", n)
		}
		if n, err := f.svc.PurgeFiles(ctx); n != 0 || err != nil {
			t.Errorf("too early, %d files went, %v", n, err)
		}
		f.clock.now = f.clock.now.Add(25 * time.Hour)
		if n, err := f.svc.PurgeFiles(ctx); n != 3 || err != nil {
			t.Errorf("%d files went, %v", n, err)
		}
		for name := range stored {
			if _, err := f.dir.Open(ctx, name); !core.IsKind(err, core.KindNotFound) {
				t.Errorf("the content is still there: %v", err)
			}
		}
	})
}

func mustJSON(v any) []byte {
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(v); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func TestFileDeclarations(t *testing.T) {
	for decl, ok := range map[string]bool{
		`{"name": "a", "title": "A", "type": "file"}`:                                          true,
		`{"name": "a", "title": "A", "type": "file", "max": 5, "accept": [".pdf", "image/*"]}`: true,
		`{"name": "a", "title": "A", "type": "file", "accept": ["pdf"]}`:                       false,
		`{"name": "a", "title": "A", "type": "file", "accept": ["image/png"]}`:                 false,
		`{"name": "a", "title": "A", "type": "file", "max": 0}`:                                false,
		`{"name": "a", "title": "A", "type": "file", "min": 1}`:                                false,
		`{"name": "a", "title": "A", "type": "file", "default": "x"}`:                          false,
		`{"name": "a", "title": "A", "type": "string", "accept": [".pdf"]}`:                    false,
	} {
		var f records.Field
		if err := json.Unmarshal([]byte(decl), &f); err != nil {
			t.Fatal(err)
		}
		if err := f.Check(); (err == nil) != ok {
			t.Errorf("%s: %v", decl, err)
		}
	}
}
