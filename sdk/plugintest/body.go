package plugintest

import (
	"encoding/json"
	"net/url"
)

// encode makes the body of a request: bytes as they are, everything else as JSON.
func (h *Helpdesk) encode(body any) []byte {
	h.t.Helper()
	switch b := body.(type) {
	case nil:
		return nil
	case []byte:
		return b
	}
	b, err := json.Marshal(body)
	if err != nil {
		h.t.Fatal(err)
	}
	return b
}

func uploadPath(collection, field, name string) string {
	return "/" + collection + "/uploads?" + url.Values{"field": {field}, "name": {name}}.Encode()
}
