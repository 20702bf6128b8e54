package plugin

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"code.dny.dev/ssrf"
	"golang.org/x/net/http/httpguts"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/sdk/abi"
)

const (
	maxFetched   = 1 << 20 // bytes of an answer, unpacked
	maxFetchTime = 10 * time.Second
	maxRedirects = 5
)

// fetching is one request of a guest on its way through redirects.
type fetching struct {
	c      *call
	method string
	url    *url.URL
	header http.Header // what the guest set
	body   []byte
}

// httpFetch sends a request to a host that the manifest names, and follows
// redirects to such hosts only. Of the answer, whichever status it has, the guest
// gets status, headers and body. KindForbidden for every other host and for
// addresses of the inner network; KindUnavailable when the host does not answer
// in time or answers too much.
func (c *call) httpFetch(ctx context.Context, in []byte) (any, error) {
	var req abi.HTTPRequest
	if err := decode(in, &req); err != nil {
		return nil, err
	}
	f, err := c.fetching(&req)
	if err != nil {
		return nil, err
	}
	if err := c.unit.rates.take("fetch", fetchRate); err != nil {
		return nil, err
	}
	limit := maxFetchTime
	if req.TimeoutMS > 0 && req.TimeoutMS < limit.Milliseconds() {
		limit = time.Duration(req.TimeoutMS) * time.Millisecond
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for range maxRedirects + 1 {
		res, err := f.send(ctx)
		if err != nil {
			return nil, err
		}
		again, err := f.follow(res)
		if err != nil || again {
			_ = res.Body.Close()
		}
		if err != nil {
			return nil, err
		}
		if !again {
			return fetched(f.url.Host, res)
		}
	}
	return nil, core.Errorf("plugin.httpFetch", core.KindUnavailable, "The host %s redirects without end.", f.url.Host)
}

// fetching checks what the guest asks for.
func (c *call) fetching(req *abi.HTTPRequest) (*fetching, error) {
	const op = "plugin.httpFetch"
	f := &fetching{c: c, method: strings.ToUpper(req.Method), header: http.Header{}, body: req.Body}
	if f.method == "" {
		f.method = http.MethodGet
	}
	if !slices.Contains([]string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"}, f.method) {
		return nil, core.InvalidField(op, "method", "The method must be GET, HEAD, POST, PUT, PATCH or DELETE.")
	}
	u, err := url.Parse(req.URL)
	if err != nil || len(req.URL) > 4096 || u.Host == "" || u.User != nil || u.Opaque != "" {
		return nil, core.InvalidField(op, "url", "The address must look like https://api.example.com/path.")
	}
	f.url = u
	for _, h := range req.Headers {
		if manifest.HostHeader(h.Name) || !httpguts.ValidHeaderFieldName(h.Name) || !httpguts.ValidHeaderFieldValue(h.Value) {
			return nil, core.InvalidField(op, "headers", "The header %s cannot be set.", clip(h.Name, 50))
		}
		f.header.Add(h.Name, h.Value)
	}
	return f, nil
}

// rule finds what the manifest says about the address; every hop asks anew.
func (f *fetching) rule() (*manifest.HTTPHost, error) {
	u := f.url
	scheme, host, port := strings.ToLower(u.Scheme), strings.ToLower(u.Hostname()), u.Port()
	if port == "" {
		port = map[string]string{"https": "443", "http": "80"}[scheme]
	}
	for i := range f.c.unit.manifest.HTTP {
		if h := &f.c.unit.manifest.HTTP[i]; h.Allows(scheme, host, port) {
			return h, nil
		}
	}
	return nil, core.Errorf("plugin.httpFetch", core.KindForbidden, "The plugin was not granted requests to %s://%s.", clip(scheme, 10), clip(u.Host, 100))
}

// send makes one hop, with the headers that the manifest puts on requests there.
func (f *fetching) send(ctx context.Context) (*http.Response, error) {
	const op = "plugin.httpFetch"
	rule, err := f.rule()
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, f.method, f.url.String(), bytes.NewReader(f.body))
	if err != nil {
		return nil, core.InvalidField(op, "url", "The address cannot be read.")
	}
	req.Header = f.header.Clone()
	req.Header.Set("User-Agent", "Pegboard (plugin "+string(f.c.unit.manifest.ID)+")")
	k, err := f.c.kept()
	if err != nil {
		return nil, err
	}
	for name, value := range rule.Headers {
		v, err := manifest.Fill(value, func(setting string) (string, error) { return f.c.settingText(k, setting) })
		if err != nil {
			return nil, err
		}
		req.Header.Set(name, v)
	}
	res, err := f.c.m.Outbound.transport.RoundTrip(req)
	if errors.Is(err, ssrf.ErrProhibitedIP) || errors.Is(err, ssrf.ErrProhibitedNetwork) {
		return nil, &core.Error{Op: op, Kind: core.KindForbidden, Msg: "The host " + clip(f.url.Host, 100) + " is not a public address; plugins reach no inner network.", Err: err}
	}
	if err != nil {
		return nil, &core.Error{Op: op, Kind: core.KindUnavailable, Msg: "The host " + clip(f.url.Host, 100) + " does not answer.", Err: err}
	}
	return res, nil
}

// follow prepares the next hop where the answer is a redirect. What the guest set
// in headers stays with the host that it was meant for.
func (f *fetching) follow(res *http.Response) (bool, error) {
	switch res.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return false, nil
	}
	where := res.Header.Get("Location")
	if where == "" {
		return false, nil
	}
	next, err := f.url.Parse(where)
	if err != nil || next.Host == "" || next.User != nil {
		return false, core.Errorf("plugin.httpFetch", core.KindUnavailable, "The host %s redirects to an address that cannot be read.", clip(f.url.Host, 100))
	}
	if res.StatusCode == http.StatusSeeOther || res.StatusCode <= http.StatusFound && f.method == http.MethodPost {
		if f.method != http.MethodHead {
			f.method = http.MethodGet
		}
		f.body = nil
		f.header.Del("Content-Type")
	}
	if next.Host != f.url.Host || next.Scheme != f.url.Scheme {
		kept := http.Header{}
		for _, name := range []string{"Accept", "Accept-Language", "Content-Type"} {
			if v := f.header.Values(name); len(v) > 0 {
				kept[name] = v
			}
		}
		f.header = kept
	}
	f.url = next
	return true, nil
}

// fetched reads the answer.
func fetched(host string, res *http.Response) (*abi.HTTPReply, error) {
	const op = "plugin.httpFetch"
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, maxFetched+1))
	if err != nil {
		return nil, &core.Error{Op: op, Kind: core.KindUnavailable, Msg: "The host " + clip(host, 100) + " broke off.", Err: err}
	}
	if len(body) > maxFetched {
		return nil, core.Errorf(op, core.KindUnavailable, "The host %s answered with more than %d MiB.", clip(host, 100), maxFetched>>20)
	}
	out := &abi.HTTPReply{Status: int64(res.StatusCode), Body: body}
	for name, values := range res.Header {
		out.Headers = append(out.Headers, abi.Pair{Name: strings.ToLower(name), Value: strings.Join(values, ", ")})
	}
	slices.SortFunc(out.Headers, func(a, b abi.Pair) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}
