// Package blob keeps the content of files in a directory of the local disk,
// under names that it makes up. It implements tickets.FileStore, knows nothing
// of who may read what, and is imported by cmd only.
package blob

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"pegboard.dev/pegboard/core"
)

// Dir is a directory of files. Safe for concurrent use, by several processes too.
type Dir struct{ root *os.Root }

// Open makes the directory if it is missing, readable by its owner alone.
func Open(path string) (*Dir, error) {
	const op = "blob.Open"
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, unavailable(op, err)
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, unavailable(op, err)
	}
	return &Dir{root}, nil
}

// Close ends the use of the directory. Files that are open stay readable.
func (d *Dir) Close() error { return d.root.Close() }

func unavailable(op string, err error) error {
	return &core.Error{Op: op, Kind: core.KindUnavailable, Msg: "Files cannot be stored or read right now.", Err: err}
}

var encoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// newName is 128 random bits: not to be guessed, and never taken.
func newName() string {
	var b [16]byte
	rand.Read(b[:])
	return encoding.EncodeToString(b[:])
}

const nameLength = 26

// place is where a file lies: in one of 1024 directories by its first letters.
// It refuses what is no generated name.
func place(name string) (dir, file string, ok bool) {
	if len(name) != nameLength || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz234567") != "" {
		return "", "", false
	}
	return name[:2], name[:2] + "/" + name, true
}

// Put implements tickets.FileStore. The file is written beside its place, synced
// and renamed: after a crash it is there as a whole or not at all.
func (d *Dir) Put(ctx context.Context, r io.Reader) (name string, size int64, err error) {
	const op = "blob.Put"
	name = newName()
	dir, file, _ := place(name)
	if err := d.root.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", 0, unavailable(op, err)
	}
	part := file + partial
	f, err := d.root.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", 0, unavailable(op, err)
	}
	src := &source{ctx: ctx, r: r}
	size, err = io.Copy(f, src)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = d.root.Rename(part, file)
	}
	if err == nil {
		err = d.sync(dir)
	}
	if err == nil {
		return name, size, nil
	}
	_ = d.root.Remove(part)
	if src.err != nil {
		return "", 0, src.err
	}
	return "", 0, unavailable(op, err)
}

// partial marks files that are being written.
const partial = ".part"

// sync makes the rename durable, where the system knows how to sync a directory.
func (d *Dir) sync(dir string) error {
	f, err := d.root.Open(filepath.FromSlash(dir))
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}

// source remembers why reading failed, so that this is not taken for the
// disk's fault, and stops when nobody waits any more.
type source struct {
	ctx context.Context
	r   io.Reader
	err error
}

// Read implements io.Reader.
func (s *source) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		s.err = err
		return 0, err
	}
	n, err := s.r.Read(p)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// Open implements tickets.FileStore.
func (d *Dir) Open(_ context.Context, name string) (io.ReadCloser, error) {
	const op = "blob.Open"
	_, file, ok := place(name)
	if !ok {
		return nil, core.Errorf(op, core.KindNotFound, "There is no such file.")
	}
	f, err := d.root.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, core.Errorf(op, core.KindNotFound, "There is no such file.")
	}
	if err != nil {
		return nil, unavailable(op, err)
	}
	return f, nil
}

// Remove implements tickets.FileStore.
func (d *Dir) Remove(_ context.Context, name string) error {
	_, file, ok := place(name)
	if !ok {
		return nil
	}
	if err := d.root.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return unavailable("blob.Remove", err)
	}
	return nil
}
