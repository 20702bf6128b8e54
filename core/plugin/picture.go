package plugin

import (
	"context"
	"path"
	"strings"
	"sync"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/blocks"
	"pegboard.dev/pegboard/core/plugin/peg"
)

// pictureTypes are what is shown as a picture, by the ending of its name. SVG is not
// among them: opened by itself it is a page.
var pictureTypes = map[string]string{
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif",
}

// PictureType returns the content type of what is shown as a picture, by its name;
// empty for everything else.
func PictureType(name string) string { return pictureTypes[strings.ToLower(path.Ext(name))] }

// PicturePrefix is where pictures of packages are served; behind it stand the
// plugin's id, its package's hash and a path below its assets.
const PicturePrefix = "/pictures/"

// hashInPath is how much of a package's hash stands in addresses.
const hashInPath = 16

// Picture returns a picture of an enabled plugin's assets and its content type.
// Whoever has the address may see it. KindNotFound for everything else, also for
// another version's hash: what is at an address never changes.
func (m *Manager) Picture(ctx context.Context, id core.PluginID, hash, name string) ([]byte, string, error) {
	const op = "plugin.Picture"
	u, err := m.enabled(op, id)
	if err != nil {
		return nil, "", err
	}
	if hash != u.file.hash[:hashInPath] || !u.file.hasPicture(ctx, name) {
		return nil, "", core.Errorf(op, core.KindNotFound, "There is no such picture.")
	}
	picture, err := u.file.picture(ctx, name)
	return picture, PictureType(name), core.Wrap(op, err)
}

// keptPictures is how much of a package's pictures stays in memory, in bytes.
const keptPictures = 4 << 20

// pictures are those of a package that were asked for. To read one takes the whole
// package, which is hashed; so that happens one at a time, and not again for what
// was read before.
type pictures struct {
	mu   sync.Mutex
	kept map[string][]byte
	size int
}

// picture reads a picture of the package's assets. What it returns must not be changed.
func (f *file) picture(ctx context.Context, name string) ([]byte, error) {
	f.pictures.mu.Lock()
	defer f.pictures.mu.Unlock()
	if b, ok := f.pictures.kept[name]; ok {
		return b, nil
	}
	body, err := f.body(ctx)
	if err != nil {
		return nil, err
	}
	b, err := peg.ReadAsset(body, name)
	if err != nil {
		return nil, err
	}
	if f.pictures.size += len(b); f.pictures.kept == nil || f.pictures.size > keptPictures {
		f.pictures.kept, f.pictures.size = map[string][]byte{}, len(b)
	}
	f.pictures.kept[name] = b
	return b, nil
}

// hasPicture reports whether a picture is among the package's assets, whose names are
// read once.
func (f *file) hasPicture(ctx context.Context, name string) bool {
	if PictureType(name) == "" {
		return false
	}
	if names := f.assets.Load(); names != nil {
		return (*names)[name]
	}
	b, err := f.body(ctx)
	if err != nil {
		return false
	}
	names, err := peg.AssetsOf(b)
	if err != nil {
		return false
	}
	f.assets.Store(&names)
	return names[name]
}

// imageHref is where a viewer's browser fetches a picture that a document names.
// Whether they may see a stored one is decided when they ask for it.
func (u *unit) imageHref(ctx context.Context, ref blocks.ImageRef) string {
	if ref.Asset != "" {
		if !u.file.hasPicture(ctx, ref.Asset) {
			return ""
		}
		return PicturePrefix + string(u.manifest.ID) + "/" + u.file.hash[:hashInPath] + "/" + ref.Asset
	}
	if href := fileHref(u.manifest, ref.File); href != "" {
		return href + "?picture=1"
	}
	return ""
}
