package mail

import (
	"context"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

const (
	// maxFile is how big a file a letter may carry, in bytes. Many servers take
	// letters of 10 MiB, and a file grows by a third on the way.
	maxFile = 6 << 20
	// fileTime is how long making it may take: of the time for one letter, some has
	// to be left for the mail server.
	fileTime = 15 * time.Second
)

// remark is what a letter says about itself.
type remark string

const (
	notYours remark = "notYours"
	notMade  remark = "notMade"
)

// attached makes what a plugin's letter carries. A letter whose file cannot be made
// goes without, and says so: it is tried again for the sake of no file.
func (s *Sender) attached(ctx context.Context, who *rbac.Subject, plugin core.PluginID, n *people.Notice) (*core.Attached, remark) {
	if n.Print == nil {
		return nil, ""
	}
	ctx, cancel := context.WithTimeout(ctx, fileTime)
	defer cancel()
	file, err := s.Printer.PrintOrdered(ctx, who, plugin, n.Print)
	switch {
	case core.IsKind(err, core.KindForbidden) || core.IsKind(err, core.KindNotFound):
		return nil, notYours
	case err != nil:
		s.Log.WarnContext(ctx, "mail: no PDF for a letter", "plugin", string(plugin), "surface", n.Print.Surface, "error", err)
		return nil, notMade
	case len(file.Body) > maxFile:
		s.Log.WarnContext(ctx, "mail: a letter's PDF is too big", "plugin", string(plugin), "surface", n.Print.Surface, "bytes", len(file.Body))
		return nil, notMade
	}
	return file, ""
}
