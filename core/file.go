package core

import (
	"io"
	"mime"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

const maxFileName = 200 // bytes

// CleanFileName makes a name of what a browser calls a file: without directories of
// either kind of system, control characters, and what file systems and headers choke
// on. It is never empty, and at most 200 bytes long.
func CleanFileName(s string) string {
	s = path.Base("/" + strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "\\", "/"))
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == utf8.RuneError || strings.ContainsRune(`/:*?"<>|`, r) || r == '\u202e' || r == '\u200e' || r == '\u200f' {
			return -1
		}
		return r
	}, s)
	s = strings.Trim(s, " .")
	if s == "" {
		return "file"
	}
	if len(s) > maxFileName {
		ext := path.Ext(s)
		if len(ext) > 20 {
			ext = ""
		}
		s = strings.ToValidUTF8(s[:maxFileName-len(ext)], "") + ext
	}
	return s
}

// FileType goes by the name; the content is not looked at, and not trusted either.
func FileType(name string) string {
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}

// Capped yields at most left bytes of r and then err: more than that is an error,
// never a silent end.
func Capped(r io.Reader, left int64, err error) io.Reader { return &capped{r, left, err} }

type capped struct {
	r    io.Reader
	left int64
	err  error
}

// Read implements io.Reader.
func (c *capped) Read(p []byte) (int, error) {
	if int64(len(p)) > c.left+1 {
		p = p[:c.left+1]
	}
	n, err := c.r.Read(p)
	if c.left -= int64(n); c.left < 0 {
		return 0, c.err
	}
	return n, err
}
