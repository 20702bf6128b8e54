package records

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// StoredFile is a file as it is kept. Without a record it waits for one, and only its
// owner may name it there.
type StoredFile struct {
	Attachment
	Plugin            core.PluginID
	Collection, Field string
	Record            core.RecordID
	// Owner is "user:7" or "visitor:…"; empty once its record has let it go.
	Owner string
	// Stored is the name of its content.
	Stored string
	At     time.Time
}

// FileStore knows the files of records. Writes need a transaction.
type FileStore interface {
	AddFile(ctx context.Context, f *StoredFile) error
	// FindFile is KindNotFound when there is none.
	FindFile(ctx context.Context, id string) (*StoredFile, error)
	// CountLoose counts the files of an owner that wait for a record.
	CountLoose(ctx context.Context, owner string) (int, error)
	// BindFile gives a file that waits to a record; false if it does not wait any more.
	BindFile(ctx context.Context, id string, record core.RecordID) (bool, error)
	// ReleaseFiles lets the files go that the record has in a field, but for one.
	ReleaseFiles(ctx context.Context, c *Collection, record core.RecordID, field, keep string, at time.Time) error
	// LooseFiles returns some that have had no record since before t, oldest first.
	LooseFiles(ctx context.Context, t time.Time, limit int) ([]StoredFile, error)
	// DropFile forgets a file that has no record; false if it has one now.
	DropFile(ctx context.Context, id string) (bool, error)
}

// Blobs keep the content of files; see tickets.FileStore, which is the same.
type Blobs interface {
	Put(ctx context.Context, r io.Reader) (name string, size int64, err error)
	Open(ctx context.Context, name string) (io.ReadCloser, error)
	Remove(ctx context.Context, name string) error
}

// Files are where files of records lie, and how large one may be, in bytes: 25 MiB
// where Max is zero.
type Files struct {
	Store FileStore
	Blobs Blobs
	Max   int64
}

// WithFiles lets the service keep files; to be called once, before it is used.
func (s *Service) WithFiles(f Files) *Service {
	if f.Max == 0 {
		f.Max = usualFile
	}
	s.files = f
	return s
}

// Upload says what a file is for.
type Upload struct{ Field, Name string }

const (
	usualFile = 25 << 20 // bytes
	// maxLoose is how many files somebody may have that wait for a record.
	maxLoose = 30
	// staleFile is how long they wait.
	staleFile = 24 * time.Hour
)

// Upload stores what r yields, to be named in the field of a record by the same person
// or visitor within a day; it is streamed, never held in memory. It needs what it takes
// to add a record, or to change that field. The caller closes r. KindNotFound where
// there is no such field of the type file, KindInvalid for a file that is too large,
// empty, or of a kind that the field does not take.
func (s *Service) Upload(ctx context.Context, who *rbac.Subject, c *Collection, up Upload, r io.Reader) (*Attachment, error) {
	const op = "records.Upload"
	f := c.byName[up.Field]
	if f == nil || f.Type.Kind != File {
		return nil, core.Errorf(op, core.KindNotFound, "There is nothing here, or it is not yours to see.")
	}
	owner := ownerOf(who)
	if owner == "" || !c.mayUpload(f, who) {
		return nil, core.Errorf(op, core.KindForbidden, "You may not add files here.")
	}
	a := Attachment{Name: core.CleanFileName(up.Name)}
	a.MIME = core.FileType(a.Name)
	if !f.accepts(a.Name, a.MIME) {
		return nil, core.InvalidField(op, f.Name, "Files of this kind are not taken here, only: %s.", strings.Join(f.Accept, ", "))
	}
	if n, err := s.files.Store.CountLoose(ctx, owner); err != nil {
		return nil, core.Wrap(op, err)
	} else if n >= maxLoose {
		return nil, core.Errorf(op, core.KindRateLimited, "You have uploaded many files without using them. Try again tomorrow.")
	}
	most := f.most(s.files.Max)
	stored, size, err := s.files.Blobs.Put(ctx, core.Capped(r, most, core.InvalidField(op, f.Name, "The file is too large: at most %s.", sizeOf(most))))
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	if a.Size = size; size == 0 {
		err = core.InvalidField(op, f.Name, "The file is empty.")
	} else {
		err = s.addFile(ctx, &StoredFile{Attachment: a, Plugin: c.Plugin, Collection: c.Name, Field: f.Name, Owner: owner, Stored: stored}, &a)
	}
	if err != nil {
		return nil, errors.Join(core.Wrap(op, err), s.files.Blobs.Remove(context.WithoutCancel(ctx), stored))
	}
	return &a, nil
}

func (s *Service) addFile(ctx context.Context, f *StoredFile, a *Attachment) error {
	id := make([]byte, fileID/2)
	rand.Read(id)
	f.ID, f.At = hex.EncodeToString(id), s.clock.Now()
	a.ID = f.ID
	return s.tx.InTx(ctx, func(ctx context.Context) error { return s.files.Store.AddFile(ctx, f) })
}

// OpenFile opens the file of a record for reading; the caller closes it. Whoever may
// read the record may read its files; KindNotFound otherwise. Serve it as a download:
// its name and type are whatever somebody sent.
func (s *Service) OpenFile(ctx context.Context, who *rbac.Subject, c *Collection, id core.RecordID, field string) (*Attachment, io.ReadCloser, error) {
	const op = "records.OpenFile"
	r, err := s.visible(ctx, who, c, id)
	if err != nil {
		return nil, nil, core.Wrap(op, err)
	}
	a, ok := r.Values[field].(Attachment)
	if !ok {
		return nil, nil, core.Errorf(op, core.KindNotFound, "There is no such file.")
	}
	f, err := s.files.Store.FindFile(ctx, a.ID)
	if err != nil {
		return nil, nil, core.Wrap(op, err)
	}
	content, err := s.files.Blobs.Open(ctx, f.Stored)
	if err != nil {
		return nil, nil, core.Wrap(op, err)
	}
	return &a, content, nil
}

// PurgeFiles deletes files that have had no record for a day, and returns how many.
// For an hourly job; several nodes may call it at once.
func (s *Service) PurgeFiles(ctx context.Context) (int, error) {
	const op = "records.PurgeFiles"
	for n := 0; ; {
		loose, err := s.files.Store.LooseFiles(ctx, s.clock.Now().Add(-staleFile), 100)
		if err != nil || len(loose) == 0 {
			return n, core.Wrap(op, err)
		}
		for _, f := range loose {
			gone := false
			err := s.tx.InTx(ctx, func(ctx context.Context) (err error) {
				gone, err = s.files.Store.DropFile(ctx, f.ID)
				return err
			})
			if err == nil && gone { // otherwise a record took it in the meantime
				err = s.files.Blobs.Remove(ctx, f.Stored)
				n++
			}
			if err != nil {
				return n, core.Wrap(op, err)
			}
		}
	}
}

// resolveFiles fills in what is known of the files that changed fields name, if who
// uploaded them for these.
func (s *Service) resolveFiles(ctx context.Context, who *rbac.Subject, c *Collection, r *Record, changed []*Field) error {
	faults := map[string]string{}
	for _, f := range changed {
		a, ok := r.Values[f.Name].(Attachment)
		if !ok {
			continue
		}
		found, err := s.files.Store.FindFile(ctx, a.ID)
		switch {
		case err != nil && !core.IsKind(err, core.KindNotFound):
			return err
		case err != nil || found.Record != 0 || found.Owner == "" || found.Owner != ownerOf(who) ||
			found.Plugin != c.Plugin || found.Collection != c.Name || found.Field != f.Name:
			faults[f.Name] = "This file is not there any more. Add it again."
		default:
			r.Values[f.Name] = found.Attachment
		}
	}
	if len(faults) > 0 {
		return invalid("records.resolveFiles", faults)
	}
	return nil
}

// bindFiles gives the files that changed fields name to the record, and lets those
// go that it had there.
func (s *Service) bindFiles(ctx context.Context, c *Collection, r *Record, changed []*Field) error {
	for _, f := range changed {
		if f.Type.Kind != File {
			continue
		}
		a, _ := r.Values[f.Name].(Attachment)
		if err := s.files.Store.ReleaseFiles(ctx, c, r.ID, f.Name, a.ID, s.clock.Now()); err != nil {
			return err
		}
		if a.ID == "" {
			continue
		}
		if ok, err := s.files.Store.BindFile(ctx, a.ID, r.ID); err != nil {
			return err
		} else if !ok {
			return core.Errorf("records.bindFiles", core.KindConflict, "This file is not there any more. Add it again.")
		}
	}
	return nil
}

// mayUpload reports whether who may put a file into the field of some record.
func (c *Collection) mayUpload(f *Field, who *rbac.Subject) bool {
	if who.Visitor != "" {
		return c.resource.Visitors
	}
	for _, k := range []rbac.Key{c.Keys.Create, c.updateKey(f)} {
		if c.holds(who, k) {
			return true
		}
	}
	return false
}

// ownerOf names who may use a file that waits; empty for those who cannot have one.
func ownerOf(who *rbac.Subject) string {
	switch {
	case who.Visitor != "":
		return "visitor:" + who.Visitor
	case who.User != 0:
		return "user:" + strconv.FormatInt(int64(who.User), 10)
	}
	return ""
}

// most is how large a file of the field may be, in bytes.
func (f *Field) most(host int64) int64 {
	if f.Max == nil {
		return host
	}
	return min(host, int64(*f.Max))
}

func sizeOf(n int64) string {
	if n < 1<<20 {
		return strconv.FormatInt(max(n>>10, 1), 10) + " KiB"
	}
	return strconv.FormatInt(n>>20, 10) + " MiB"
}
