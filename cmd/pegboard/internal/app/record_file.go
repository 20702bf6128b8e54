package app

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/httpapi"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/core/records"
)

// Picture implements httpapi.Extensions.
func (e extensions) Picture(ctx context.Context, id core.PluginID, hash, path string) ([]byte, string, error) {
	return e.m.Picture(ctx, id, hash, path)
}

// file answers the addresses of files of records: PUT /<collection>/uploads with the
// raw bytes as the body, and GET /<collection>/<id>/<field>, with ?picture=1 to be shown
// as one. It answers nil for others.
func (e extensions) file(ctx context.Context, who *rbac.Subject, r httpapi.ExtensionRequest) (*httpapi.ExtensionResponse, error) {
	c := fileOf(e.m, r)
	if c == nil {
		return nil, nil
	}
	part := strings.Split(strings.Trim(r.Path, "/"), "/")
	if len(part) == 2 {
		if r.Method != http.MethodPut {
			return nil, httpapi.MethodNotAllowed("PUT")
		}
		if r.Upload == nil {
			r.Upload = strings.NewReader("")
		}
		a, err := e.m.Records().Upload(ctx, who, c, records.Upload{Field: r.Query.Get("field"), Name: r.Query.Get("name")}, r.Upload)
		if err != nil {
			return nil, err
		}
		body, err := json.Marshal(a)
		return &httpapi.ExtensionResponse{Status: http.StatusCreated, Body: body}, err
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return nil, httpapi.MethodNotAllowed("GET, HEAD")
	}
	id, err := core.ParseID[core.RecordID](part[1])
	if err != nil {
		return nil, err
	}
	a, content, err := e.m.Records().OpenFile(ctx, who, c, id, part[2])
	if err != nil {
		return nil, err
	}
	f := &httpapi.ExtensionFile{Name: a.Name, Size: a.Size, Content: content}
	if r.Query.Get("picture") != "" {
		f.Picture = plugin.PictureType(a.Name)
	}
	return &httpapi.ExtensionResponse{Status: http.StatusOK, File: f}, nil
}

// fileOf returns the collection whose files are asked for, nil for other addresses.
func fileOf(m *plugin.Manager, r httpapi.ExtensionRequest) *records.Collection {
	part := strings.Split(strings.Trim(r.Path, "/"), "/")
	if len(part) != 3 && (len(part) != 2 || part[1] != "uploads") {
		return nil
	}
	c, err := m.Collection(r.Plugin, part[0])
	if err != nil {
		return nil
	}
	if len(part) == 2 {
		return c
	}
	if f := c.Field(part[2]); f == nil || f.Type.Kind != records.File {
		return nil
	}
	return c
}
