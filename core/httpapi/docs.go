package httpapi

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

var (
	//go:embed docs.html
	docsHTML string
	//go:embed docs.css
	docsCSS string
)

var docsTemplate = template.Must(template.New("docs").Parse(docsHTML))

// docsStyleHash lets the page's one style block pass its policy.
func docsStyleHash() string {
	sum := sha256.Sum256([]byte(docsCSS))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// The page's model, in the order in which it is read.
type (
	docsView struct {
		Title, Version, Description, Prefix string
		Style                               template.CSS
		Groups                              []docsGroup
		Schemas                             []docsSchema
	}
	docsGroup struct {
		Name       string
		Operations []docsOperation
	}
	docsOperation struct {
		ID, Method, Path, Title, Help string
		Needs                         any
		Parameters                    []docsField
		Body                          *docsType
		Answers                       []docsAnswer
	}
	docsAnswer struct {
		Status, About string
		Type          *docsType
	}
	docsSchema struct {
		Name   string
		Fields []docsField
	}
	docsField struct {
		Name, In, About string
		Required        bool
		Type            *docsType
	}
	docsType struct{ Before, Ref, Text, After string }
)

// docsPage renders the API's description as one page without scripts.
func (s *Server) docsPage() ([]byte, error) {
	doc := s.api.OpenAPI()
	view := docsView{
		Title: doc.Info.Title, Version: doc.Info.Version, Description: doc.Info.Description,
		Prefix: prefix, Style: template.CSS(docsCSS),
	}
	groups := map[string][]docsOperation{}
	for _, r := range s.routes {
		item := doc.Paths[r.path]
		if item == nil {
			continue
		}
		if op := operationOf(item, r.method); op != nil {
			groups[r.tag] = append(groups[r.tag], docsOperationOf(op))
		}
	}
	for name, ops := range groups {
		slices.SortStableFunc(ops, func(a, b docsOperation) int { return strings.Compare(a.Path, b.Path) })
		view.Groups = append(view.Groups, docsGroup{Name: name, Operations: ops})
	}
	slices.SortFunc(view.Groups, func(a, b docsGroup) int { return strings.Compare(a.Name, b.Name) })
	for name, schema := range doc.Components.Schemas.Map() {
		view.Schemas = append(view.Schemas, docsSchema{Name: name, Fields: docsFields(schema)})
	}
	slices.SortFunc(view.Schemas, func(a, b docsSchema) int { return strings.Compare(a.Name, b.Name) })
	var out bytes.Buffer
	if err := docsTemplate.Execute(&out, view); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func operationOf(item *huma.PathItem, method string) *huma.Operation {
	switch method {
	case http.MethodGet:
		return item.Get
	case http.MethodPost:
		return item.Post
	case http.MethodPut:
		return item.Put
	case http.MethodPatch:
		return item.Patch
	case http.MethodDelete:
		return item.Delete
	}
	return nil
}

func docsOperationOf(op *huma.Operation) docsOperation {
	out := docsOperation{
		ID: op.OperationID, Method: op.Method, Path: op.Path, Title: op.Summary, Help: op.Description,
		Needs: op.Extensions["x-permission"],
	}
	for _, p := range op.Parameters {
		out.Parameters = append(out.Parameters, docsField{Name: p.Name, In: p.In, About: p.Description, Required: p.Required, Type: docsTypeOf(p.Schema)})
	}
	if op.RequestBody != nil {
		for _, media := range op.RequestBody.Content {
			out.Body = docsTypeOf(media.Schema)
		}
	}
	for status, r := range op.Responses {
		answer := docsAnswer{Status: status, About: r.Description}
		for _, media := range r.Content {
			answer.Type = docsTypeOf(media.Schema)
		}
		out.Answers = append(out.Answers, answer)
	}
	slices.SortFunc(out.Answers, func(a, b docsAnswer) int { return strings.Compare(a.Status, b.Status) })
	return out
}

func docsFields(schema *huma.Schema) []docsField {
	out := make([]docsField, 0, len(schema.Properties))
	for name, prop := range schema.Properties {
		out = append(out, docsField{Name: name, About: prop.Description, Required: slices.Contains(schema.Required, name), Type: docsTypeOf(prop)})
	}
	slices.SortFunc(out, func(a, b docsField) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// docsTypeOf says in a few characters what a schema is: a link to a named one,
// or words such as "string: one of open, closed".
func docsTypeOf(schema *huma.Schema) *docsType {
	switch {
	case schema == nil:
		return &docsType{Text: "anything"}
	case schema.Ref != "":
		return &docsType{Ref: schema.Ref[strings.LastIndex(schema.Ref, "/")+1:]}
	case schema.Type == huma.TypeArray:
		t := *docsTypeOf(schema.Items)
		t.Before = "list of " + t.Before
		return &t
	case schema.Type == huma.TypeObject:
		if values, ok := schema.AdditionalProperties.(*huma.Schema); ok {
			t := *docsTypeOf(values)
			t.Before = "map of " + t.Before
			return &t
		}
	}
	text := schema.Type
	if text == "" {
		text = "anything"
	}
	if schema.Format != "" {
		text += " (" + schema.Format + ")"
	}
	if len(schema.Enum) > 0 {
		words := make([]string, len(schema.Enum))
		for i, v := range schema.Enum {
			words[i] = fmt.Sprint(v)
		}
		text += ": " + strings.Join(words, ", ")
	}
	if schema.Nullable {
		text += " or null"
	}
	return &docsType{Text: text}
}
