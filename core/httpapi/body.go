package httpapi

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
)

const (
	// maxBody bounds a JSON body or a plain form, in bytes.
	maxBody = 1 << 20
	// uploadStall is how long an upload may go without a byte.
	uploadStall = 30 * time.Second
)

// bodies reads request bodies. The server streams, so that an upload never
// lies in memory; everything but uploads is read here, within its limit.
//
// fasthttp does not skip what a handler leaves unread: the rest of the body
// would be taken for the next request on the connection. So whenever something
// may be left, the connection is closed after the answer.
func (s *Server) bodies(c *fiber.Ctx) error {
	req := c.Request()
	length := req.Header.ContentLength() // -1: chunked, -2: none
	if req.BodyStream() == nil || length == 0 || length == -2 {
		return c.Next()
	}
	if enc := c.Get(fiber.HeaderContentEncoding); enc != "" && enc != "identity" {
		c.Context().SetConnectionClose()
		return problemOfStatus(http.StatusUnsupportedMediaType, "", nil)
	}
	if limit := s.streamLimit(c); limit > 0 {
		return s.stream(c, int64(length), limit)
	}
	if length > maxBody {
		c.Context().SetConnectionClose()
		return problemOfStatus(http.StatusRequestEntityTooLarge, "", nil)
	}
	data, err := io.ReadAll(io.LimitReader(req.BodyStream(), maxBody+1))
	if err != nil {
		c.Context().SetConnectionClose()
		return problemOfStatus(http.StatusRequestTimeout, "", err)
	}
	if len(data) > maxBody {
		c.Context().SetConnectionClose()
		return problemOfStatus(http.StatusRequestEntityTooLarge, "", nil)
	}
	req.SetBodyStream(bytes.NewReader(data), len(data))
	return c.Next()
}

// streamLimit returns how many bytes the address of c takes as a stream, 0
// where it takes none.
func (s *Server) streamLimit(c *fiber.Ctx) int64 {
	path := strings.TrimSuffix(c.Path(), "/")
	switch {
	case c.Method() == http.MethodPut && strings.HasPrefix(path, prefix+"/tickets/") && strings.HasSuffix(path, "/uploads"):
		return s.cfg.MaxUpload
	case c.Method() == http.MethodPut && (strings.HasPrefix(path, prefix+"/x/") || strings.HasPrefix(path, visitPrefix)) && strings.HasSuffix(path, "/uploads"):
		return s.cfg.MaxUpload // files of a plugin's records
	case c.Method() == http.MethodPut && path == logoUpload:
		return people.MaxLogo
	case c.Method() == http.MethodPost && (path == prefix+"/plugins" || path == prefix+"/plugins/preview"):
		return s.cfg.MaxPackage
	case c.Method() == http.MethodPost && !isAPI(path) && strings.HasPrefix(c.Get(fiber.HeaderContentType), "multipart/form-data"):
		return s.cfg.MaxUpload
	}
	return 0
}

// stream leaves the body to the handler, which reads it through upload.
func (s *Server) stream(c *fiber.Ctx, length, limit int64) error {
	if length > limit {
		if length <= maxBody { // who is still sending when the connection closes may never see the answer
			_ = c.Context().Conn().SetReadDeadline(time.Now().Add(uploadStall))
			_, _ = io.Copy(io.Discard, io.LimitReader(c.Request().BodyStream(), length))
		}
		c.Context().SetConnectionClose()
		return problemOfStatus(http.StatusRequestEntityTooLarge, "", nil)
	}
	up := &upload{src: c.Request().BodyStream(), left: limit, progress: func() {
		_ = c.Context().Conn().SetReadDeadline(time.Now().Add(uploadStall))
	}}
	stateOf(c.UserContext()).upload = up
	err := c.Next()
	if !up.done {
		c.Context().SetConnectionClose()
	}
	return err
}

// uploadOf returns the streamed body of the request behind ctx, an empty one
// where there is none.
func uploadOf(ctx context.Context) *upload {
	if up := stateOf(ctx).upload; up != nil {
		return up
	}
	return &upload{src: bytes.NewReader(nil), progress: func() {}}
}

// Upload returns the streamed body of a multipart form that was posted to a
// page, within the limit of one attachment. Reading more is KindInvalid.
func Upload(ctx context.Context) io.Reader { return uploadOf(ctx) }

// upload reads a streamed body within its limit. More than that is an error,
// never a silent end.
type upload struct {
	src      io.Reader
	left     int64
	done     bool
	progress func()
}

// Read implements io.Reader.
func (u *upload) Read(p []byte) (int, error) {
	if u.done {
		return 0, io.EOF
	}
	u.progress()
	if int64(len(p)) > u.left+1 {
		p = p[:u.left+1]
	}
	n, err := u.src.Read(p)
	u.left -= int64(n)
	if u.left < 0 {
		return 0, core.InvalidField("httpapi.upload", "file", "The file is larger than this helpdesk accepts.")
	}
	if errors.Is(err, io.EOF) {
		u.done = true
	}
	return n, err
}
