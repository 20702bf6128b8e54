package plugin

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/plugin/peg"
)

// file is a package of which only the manifest has been read. The rest waits for
// the first call, so that start-up does not depend on how many there are.
type file struct {
	manifest *manifest.Manifest
	tier     core.PluginTier
	hash     string
	// raw is the manifest as it stands in the package.
	raw []byte
	// stored reads the package from where it is kept; nil for one that comes with
	// Pegboard.
	stored func(ctx context.Context) ([]byte, error)
	// held is the package itself: of what comes with Pegboard, and of what is on its
	// way in.
	held atomic.Pointer[[]byte]

	texts    atomic.Pointer[peg.Catalogues]
	assets   atomic.Pointer[map[string]bool]
	pictures pictures
}

// newFile is the file of a package that is at hand.
func newFile(body []byte, tier core.PluginTier, host string) (*file, error) {
	raw, err := peg.ManifestOf(body)
	if err != nil {
		return nil, err
	}
	m, err := manifest.Parse(raw, host)
	if err != nil {
		return nil, err
	}
	f := &file{manifest: m, tier: tier, hash: sumOf(body), raw: raw}
	f.held.Store(&body)
	return f, nil
}

func sumOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// body returns the package. One that was stored is read anew each time, and must be
// the one that was installed, with the manifest that it was taken for.
func (f *file) body(ctx context.Context) ([]byte, error) {
	if b := f.held.Load(); b != nil {
		return *b, nil
	}
	b, err := f.stored(ctx)
	if err != nil {
		return nil, err
	}
	if sumOf(b) != f.hash {
		return nil, changed(f.manifest.ID)
	}
	if raw, err := peg.ManifestOf(b); err != nil || !bytes.Equal(raw, f.raw) {
		return nil, changed(f.manifest.ID)
	}
	return b, nil
}

var errChanged = errors.New("plugin: the stored package was changed")

// changed is the error of a plugin whose stored package, or the manifest beside it,
// is not what somebody installed.
func changed(id core.PluginID) error {
	e := core.Errorf("plugin.file", core.KindUnavailable,
		"The stored package of %s is not the one that was installed. Uninstall it, keeping its data, and install it again.", id)
	e.Err = errChanged
	return e
}

// open implements sandbox.Open.
func (f *file) open(ctx context.Context) (func() ([]byte, error), error) {
	b, err := f.body(ctx)
	return func() ([]byte, error) { return peg.ReadWasm(b) }, err
}

// catalogues are the package's translations, read once.
func (f *file) catalogues(ctx context.Context) (peg.Catalogues, error) {
	if c := f.texts.Load(); c != nil {
		return *c, nil
	}
	b, err := f.body(ctx)
	if err != nil {
		return nil, err
	}
	c, err := peg.ReadCatalogues(b)
	if err != nil {
		return nil, err
	}
	f.texts.Store(&c)
	return c, nil
}

// readBundled reads the manifests of the packages that come with Pegboard, several
// at once: hashing them is most of the work.
func readBundled(dir fs.FS, host string) (map[core.PluginID]*file, map[core.PluginID]string) {
	files, broken := map[core.PluginID]*file{}, map[core.PluginID]string{}
	if dir == nil {
		return files, broken
	}
	names, err := fs.Glob(dir, "*.peg")
	if err != nil {
		panic(err) // cannot be: the pattern is well formed
	}
	read, errs := make([]*file, len(names)), make([]error, len(names))
	each(len(names), func(i int) {
		body, err := fs.ReadFile(dir, names[i])
		if err == nil {
			read[i], err = newFile(body, core.TierBundled, host)
		}
		errs[i] = err
	})
	for i, name := range names {
		id := core.PluginID(strings.TrimSuffix(name, ".peg"))
		switch {
		case errs[i] != nil:
			broken[id] = message(errs[i])
		case read[i].manifest.ID != id:
			broken[id] = "The package calls itself " + string(read[i].manifest.ID) + "."
		default:
			files[id] = read[i]
		}
	}
	return files, broken
}

// each runs fn for every number below n, as many at once as there are processors.
func each(n int, fn func(i int)) {
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				fn(i)
			}
		})
	}
	all.Wait()
}

// message is what people may read of an error.
func message(err error) string {
	if e := asCore(err); e != nil && e.Msg != "" {
		return e.Msg
	}
	return "Something went wrong inside Pegboard; the log says more."
}
