package blob_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/store/blob"
	"pegboard.dev/pegboard/core/tickets"
)

var _ tickets.FileStore = (*blob.Dir)(nil)

func mustOpen(t *testing.T) (*blob.Dir, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "files")
	d, err := blob.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d, path
}

func files(t *testing.T, path string) (n int) {
	t.Helper()
	err := filepath.WalkDir(path, func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestPut(t *testing.T) {
	ctx := context.Background()
	t.Run("gives back what it got", func(t *testing.T) {
		d, _ := mustOpen(t)
		want := bytes.Repeat([]byte("pegboard"), 100_000)
		name, size, err := d.Put(ctx, bytes.NewReader(want))
		if err != nil || size != int64(len(want)) {
			t.Fatalf("Put = %q, %d, %v", name, size, err)
		}
		r, err := d.Open(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, want) {
			t.Errorf("read %d bytes, %v; want %d", len(got), err, len(want))
		}
	})
	t.Run("leaves nothing behind when the source fails, and says why", func(t *testing.T) {
		d, path := mustOpen(t)
		broken := errors.New("the line went dead")
		_, _, err := d.Put(ctx, io.MultiReader(strings.NewReader("half"), iotest.ErrReader(broken)))
		if !errors.Is(err, broken) {
			t.Errorf("err = %v, want %v", err, broken)
		}
		if n := files(t, path); n != 0 {
			t.Errorf("%d files left", n)
		}
	})
	t.Run("stops when the caller is gone", func(t *testing.T) {
		d, path := mustOpen(t)
		gone, cancel := context.WithCancel(ctx)
		cancel()
		if _, _, err := d.Put(gone, strings.NewReader("x")); !errors.Is(err, context.Canceled) {
			t.Errorf("err = %v", err)
		}
		if n := files(t, path); n != 0 {
			t.Errorf("%d files left", n)
		}
	})
	t.Run("is readable by the owner alone", func(t *testing.T) {
		d, path := mustOpen(t)
		name, _, err := d.Put(ctx, strings.NewReader("secret"))
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(filepath.Join(path, name[:2], name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("mode %v, %v", info.Mode(), err)
		}
	})
}

func TestOpen(t *testing.T) {
	ctx := context.Background()
	d, path := mustOpen(t)
	if err := os.WriteFile(filepath.Join(filepath.Dir(path), "outside"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"", "../outside", strings.Repeat("a", 26), strings.Repeat("A", 26), "aa/../../outsideaaaaaaaaaaa"} {
		if _, err := d.Open(ctx, name); !core.IsKind(err, core.KindNotFound) {
			t.Errorf("Open(%q): %v, want not found", name, err)
		}
	}
}

func TestRemove(t *testing.T) {
	ctx := context.Background()
	d, _ := mustOpen(t)
	name, _, err := d.Put(ctx, strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second finds nothing, and that is no error
		if err := d.Remove(ctx, name); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Open(ctx, name); !core.IsKind(err, core.KindNotFound) {
		t.Errorf("after Remove: %v", err)
	}
}
