package sdk

import (
	"strconv"

	"pegboard.dev/pegboard/sdk/abi"
	"pegboard.dev/pegboard/sdk/internal/link"
)

// File is the value of a field of the type file: what somebody has uploaded. To put an
// upload into a row it is enough to know its ID, which a form's file field has.
type File struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
	MIME string `json:"mime,omitempty"` // by the name's ending
	Size int64  `json:"size,omitempty"` // bytes
}

// filePart is how much is read at once, in bytes.
const filePart = 1 << 20

// ReadFile reads the file in a field of a row that the caller may read. KindInvalid
// when it has more than max bytes.
func (c Collection[T]) ReadFile(id int64, field string, max int) ([]byte, error) {
	var out []byte
	for {
		q := abi.FileRequest{Collection: c.Name, ID: id, Field: field, Offset: int64(len(out)), Length: filePart}
		in := q.AppendFlat(takeRoom())
		part, kind := link.Call(abi.HostRecordsFile, in)
		giveRoom(in)
		if kind != 0 {
			return nil, failure(kind, part)
		}
		if out = append(out, part...); len(out) > max {
			return nil, Fail(KindInvalid, "The file is too large.")
		}
		if len(part) < filePart {
			return out, nil
		}
	}
}

// FileHref is where the file in a field of a row can be downloaded by whoever may
// read the row.
func FileHref(plugin, collection string, id int64, field string) string {
	return "/api/v1/x/" + plugin + "/" + collection + "/" + strconv.FormatInt(id, 10) + "/" + field
}
