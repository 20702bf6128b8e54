package httpapi

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

// prefix is where the API lives.
const prefix = "/api/v1"

// permission says who may use an operation at all. Every operation declares
// one; the service behind it still decides on the object.
type permission struct {
	level permissionLevel
	keys  []rbac.Key
	why   string
}

type permissionLevel uint8

const (
	undeclared permissionLevel = iota
	openToAll
	forPeople
	forHolders
	forObject
)

// anyone opens an operation to guests; why is for the reader and the OpenAPI.
func anyone(why string) permission { return permission{level: openToAll, why: why} }

// signedIn opens an operation to everybody with an account: what they reach
// there depends on the object, and the service decides it.
func signedIn(why string) permission { return permission{level: forPeople, why: why} }

// holding opens an operation to those who hold one of the keys, at any scope.
func holding(keys ...rbac.Key) permission { return permission{level: forHolders, keys: keys} }

// onObject names the keys that the service asks for on the object in the path.
// The operation itself is open to everybody who is signed in: only the service
// can tell what is hidden (not found) from what is out of bounds (forbidden).
func onObject(keys ...rbac.Key) permission { return permission{level: forObject, keys: keys} }

// String is the declaration as it stands in the OpenAPI document.
func (p permission) String() string {
	switch p.level {
	case openToAll:
		return "anyone: " + p.why
	case forPeople:
		return "signed in: " + p.why
	case forHolders:
		return p.either()
	case forObject:
		return p.either() + ", on the object"
	}
	return ""
}

func (p permission) either() string {
	names := make([]string, len(p.keys))
	for i, k := range p.keys {
		names[i] = string(k)
	}
	return strings.Join(names, " or ")
}

// check returns nil when who may use the operation.
func (p permission) check(who *rbac.Subject) error {
	const op = "httpapi.check"
	if p.level == openToAll {
		return nil
	}
	if who == nil || who.Kind == core.ActorGuest {
		return core.Errorf(op, core.KindUnauthenticated, "Sign in first.")
	}
	if p.level == forPeople || p.level == forObject {
		return nil
	}
	for _, k := range p.keys {
		if who.Holds(k) {
			return nil
		}
	}
	return who.Require(op, p.keys[0])
}

// route is what an operation declares beside its input and output.
type route struct {
	method string
	path   string // below prefix, parameters as {name}
	id     string // OpenAPI's operationId, and the name in the log
	tag    string
	title  string
	help   string
	needs  permission
	status int  // on success; 200 if zero
	open   bool // takes query parameters that are not declared
	raw    bool // the body is a stream of bytes, read by uploadOf
}

// none is the output of operations that answer 204.
type none struct{}

// of wraps a body, huma's way.
type of[T any] struct{ Body T }

// ok makes an answer of a body.
func ok[T any](body T, err error) (*of[T], error) {
	if err != nil {
		return nil, err
	}
	return &of[T]{Body: body}, nil
}

// List is one page of a list.
type List[T any] struct {
	Items []T     `json:"items"`
	Next  *string `json:"next" doc:"The cursor of the next page, null on the last one."`
}

// listOf makes a page, with an empty list rather than null.
func listOf[T any](items []T, next string) List[T] {
	if items == nil {
		items = []T{}
	}
	l := List[T]{Items: items}
	if next != "" {
		l.Next = &next
	}
	return l
}

// each converts a page's items.
func each[A, B any](items []A, fn func(A) B) []B {
	out := make([]B, len(items))
	for i, item := range items {
		out[i] = fn(item)
	}
	return out
}

// handle registers an operation: one definition from which come the route, the
// validation, the guard and the documentation.
func handle[I, O any](s *Server, r route, fn func(ctx context.Context, who *rbac.Subject, in *I) (*O, error)) {
	op := huma.Operation{
		OperationID: r.id, Method: r.method, Path: r.path, Tags: []string{r.tag},
		Summary: r.title, Description: r.help, DefaultStatus: r.status,
		MaxBodyBytes:                 maxBody + 1,
		RejectUnknownQueryParameters: !r.open,
		Extensions:                   map[string]any{"x-permission": r.needs.String()},
	}
	if r.needs.level != openToAll {
		op.Security = []map[string][]string{{"session": {}}, {"token": {}}}
	}
	if r.raw {
		op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
			"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
		}}
	}
	op.Middlewares = huma.Middlewares{func(ctx huma.Context, next func(huma.Context)) {
		st := stateOf(ctx.Context())
		st.route = r.id
		if err := r.needs.check(st.subject); err != nil {
			_ = huma.WriteErr(s.api, ctx, http.StatusInternalServerError, "", err)
			return
		}
		next(ctx)
	}}
	s.routes = append(s.routes, r)
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*O, error) {
		return fn(ctx, stateOf(ctx).subject, in)
	})
}
