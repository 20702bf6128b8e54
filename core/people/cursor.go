package people

import (
	"encoding/base64"
	"strconv"
	"strings"

	"pegboard.dev/pegboard/core"
)

// Cursors name the last row that the reader has got: its place in the order and
// its number, nothing of other rows.

func makeCursor[T ~int64](key string, id T) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(int64(id), 36) + " " + key))
}

func parseCursor[T ~int64](op, cursor string) (string, T, error) {
	bad := core.InvalidField(op, "cursor", "This is not a place in the list. Start again at the first page.")
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return "", 0, bad
	}
	id, key, ok := strings.Cut(string(b), " ")
	n, err := strconv.ParseInt(id, 36, 64)
	if !ok || err != nil || n <= 0 || len(key) > 4*maxName {
		return "", 0, bad
	}
	return key, T(n), nil
}
