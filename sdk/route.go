package sdk

import (
	"encoding/json"

	"pegboard.dev/pegboard/sdk/abi"
)

var routes = map[string]func(r *RouteRequest) (*RouteReply, error){}

// Route registers what answers an HTTP request to one of the manifest's routes,
// by method and pattern exactly as the manifest writes them: ("GET", "/stats/{year}").
// Call it in init.
func Route(method, pattern string, fn func(r *RouteRequest) (*RouteReply, error)) {
	routes[method+" "+pattern] = fn
	opHandlers[abi.OpRoute] = runRoute
}

func runRoute(in string) ([]byte, Kind) {
	r := new(RouteRequest)
	if err := r.DecodeFlat(in); err != nil {
		return failWith(err)
	}
	current.caller = r.Caller
	pattern := r.Pattern
	if pattern == "" {
		pattern = r.Path
	}
	fn := routes[r.Method+" "+pattern]
	if fn == nil {
		return failWith(Fail(KindNotFound, "The plugin has no route "+r.Method+" "+pattern+"."))
	}
	if r.Caller == nil {
		r.Caller = new(Caller)
	}
	rep, err := fn(r)
	if err != nil {
		return failWith(err)
	}
	if rep == nil {
		rep = &RouteReply{Status: 204}
	}
	return answer(rep)
}

// ReplyJSON makes a route's answer with v as JSON.
func ReplyJSON(status int, v any) (*RouteReply, error) {
	b, err := encode(v)
	if err != nil {
		return nil, err
	}
	return &RouteReply{Status: int64(status), Body: b, Headers: Params{{Name: "content-type", Value: "application/json"}}}, nil
}

// Bind reads a route's JSON body into v. What does not fit is KindInvalid.
func Bind(r *RouteRequest, v any) error {
	if err := json.Unmarshal(r.Body, v); err != nil {
		return Fail(KindInvalid, "The body is not the JSON that this route takes.")
	}
	return nil
}
