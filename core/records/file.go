package records

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"
)

// Attachment is the value of a field of the type file.
type Attachment struct {
	// ID is 128 random bits in lower-case hex.
	ID string `json:"id"`
	// Name is tidy and at most 200 bytes long; MIME goes by its ending.
	Name string `json:"name"`
	MIME string `json:"mime"`
	Size int64  `json:"size"` // bytes
}

// MarshalJSON implements json.Marshaler; so it is stored, too.
func (a Attachment) MarshalJSON() ([]byte, error) { return a.appendJSON(nil), nil }

func (a Attachment) appendJSON(b []byte) []byte {
	type plain Attachment
	m, _ := json.Marshal(plain(a))
	return append(b, m...)
}

const fileID = 32

// parseFile reads the id of a file, or the object that a record shows it as.
func parseFile(raw json.RawMessage) (any, error) {
	wrong := errors.New("This must be the id of a file that you have uploaded.")
	var a Attachment
	if raw[0] == '"' {
		if err := json.Unmarshal(raw, &a.ID); err != nil {
			return nil, wrong
		}
	} else {
		var shown struct{ ID string }
		if err := json.NewDecoder(bytes.NewReader(raw)).Decode(&shown); err != nil {
			return nil, wrong
		}
		a.ID = shown.ID
	}
	if a.ID == "" {
		return nil, nil
	}
	if len(a.ID) != fileID || strings.Trim(a.ID, "0123456789abcdef") != "" {
		return nil, wrong
	}
	return a, nil
}

// checkFile checks what the declaration says about files.
func (f *Field) checkFile() error {
	if f.Type.Kind != File {
		if len(f.Accept) > 0 {
			return fmt.Errorf("the field %q accepts kinds of files, which only a file may", f.Name)
		}
		return nil
	}
	if f.Min != nil || len(f.Default) > 0 {
		return fmt.Errorf("the field %q is a file and can have neither min nor default", f.Name)
	}
	if f.Max != nil && *f.Max < 1 {
		return fmt.Errorf("the field %q must take files of at least one byte", f.Name)
	}
	for _, a := range f.Accept {
		kind, rest, slash := strings.Cut(a, "/")
		if ending := len(a) > 1 && len(a) <= 20 && a[0] == '.' && !slash; !ending && (!slash || kind == "" || rest != "*") {
			return fmt.Errorf("the field %q accepts %q, which is neither an ending such as \".pdf\" nor a kind such as \"image/*\"", f.Name, a)
		}
	}
	return nil
}

// accepts reports whether a file of that name and type may be put here.
func (f *Field) accepts(name, mime string) bool {
	for _, a := range f.Accept {
		if kind, wild := strings.CutSuffix(a, "*"); wild && strings.HasPrefix(mime, kind) || strings.EqualFold(path.Ext(name), a) {
			return true
		}
	}
	return len(f.Accept) == 0
}
