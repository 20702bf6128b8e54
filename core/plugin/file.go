package plugin

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/plugin/peg"
)

// file is a package of which only the manifest has been read. The rest waits
// for the first call, so that start-up does not depend on how many there are.
type file struct {
	manifest *manifest.Manifest
	tier     core.PluginTier
	hash     string
	host     string
	body     []byte

	once sync.Once
	pkg  *peg.Package
	err  error
}

func newFile(body []byte, tier core.PluginTier, host string) (*file, error) {
	m, err := peg.ReadManifest(body, host)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(body)
	return &file{manifest: m, tier: tier, hash: hex.EncodeToString(sum[:]), host: host, body: body}, nil
}

// whole reads and checks everything, once.
func (f *file) whole() (*peg.Package, error) {
	f.once.Do(func() { f.pkg, f.err = peg.Read(f.body, f.host) })
	return f.pkg, f.err
}

// wasm returns the module's code. It is unpacked anew each time: the sandbox
// asks once per load and keeps what it needs in its cache.
func (f *file) wasm() ([]byte, error) { return peg.ReadWasm(f.body) }

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
