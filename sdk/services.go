package sdk

import (
	"encoding/json"
	"time"

	"pegboard.dev/pegboard/sdk/abi"
	"pegboard.dev/pegboard/sdk/internal/link"
)

// Settings reads the plugin's settings into v, as they are now: what the owner
// set, else the manifest's defaults, else null. Secret ones are among them only
// with the capability "secrets".
func Settings(v any) error {
	s, kind := link.Call(abi.HostSettingsGet, nil)
	if kind != 0 {
		return failure(kind, s)
	}
	if s == "" {
		return nil
	}
	return json.Unmarshal([]byte(s), v)
}

// KV is the plugin's key-value store, shared by all its instances.
var KV kv

type kv struct{}

// Get returns the value under key and whether there is one.
func (kv) Get(key string) ([]byte, bool, error) {
	var e abi.KVEntry
	if err := ask(abi.HostKVGet, &abi.KVEntry{Key: key}, &e); err != nil {
		return nil, false, err
	}
	return e.Value, e.Found, nil
}

// Set stores a value of at most 64 KiB; a ttl of 0 keeps it until deleted.
func (kv) Set(key string, value []byte, ttl time.Duration) error {
	return ask(abi.HostKVSet, &abi.KVEntry{Key: key, Value: value, TTLMS: ttl.Milliseconds()}, nil)
}

// Delete removes a key, if it is there.
func (kv) Delete(key string) error { return ask(abi.HostKVDelete, &abi.KVEntry{Key: key}, nil) }

// Notify has the helpdesk write a letter to a person whom the caller may see, under
// the plugin's name: a title of one line, a text of at most 4000 bytes, and
// optionally the page of the helpdesk or the ticket that it is about, and what the
// link there says. The query of that page's address may hold a secret: it is kept
// sealed until the letter is written. Of several with the same Key only the first is sent. KindUnavailable where the helpdesk
// cannot send mail, KindQuota after too many: ten to one person, a hundred in all,
// and one more every five minutes or half a minute.
func Notify(n Notice) error { return ask(abi.HostNotify, &n, nil) }

// Stale has surfaces drawn again that name the topic "plugin:<id>:<topic>" in
// their document, in all windows of people who may open the plugin's surfaces.
func Stale(topic string) error { return ask(abi.HostUIStale, &abi.Stale{Topic: topic}, nil) }

// Publish announces an event of the plugin's own; its type begins with the
// plugin's id and a dot, and its payload has at most 64 KiB. It reaches watchers,
// other plugins' included, soon after. A ticket, 0 for none, must be visible to
// the caller, and takes tickets.read. With too many in a short time it fails with
// KindQuota.
func Publish(eventType string, ticket int64, payload any) error {
	b, err := encode(payload)
	if err != nil {
		return err
	}
	return ask(abi.HostEventsPublish, &abi.Publication{Type: eventType, TicketID: ticket, Payload: b}, nil)
}

// Fetch sends a request to a host that the manifest names under http, and
// follows redirects to such hosts only. An answer of any status is no error; it
// has at most 1 MiB. KindDenied for other hosts and for addresses of the inner
// network, KindUnavailable when there is no answer within r.TimeoutMS, 10 s at
// most, or the call's own time; KindQuota after too many requests. Headers that
// the manifest sets are added by the host and win.
func Fetch(r HTTPRequest) (*HTTPReply, error) {
	rep := new(HTTPReply)
	return rep, ask(abi.HostHTTPFetch, &r, rep)
}

// Text returns a text of the plugin's catalogue in the caller's language; args
// are name and value by turns. A key that has no text comes back as it is.
func Text(key string, args ...string) string { return TextIn("", key, args...) }

// TextIn is Text in another language, such as that of the person it is for.
func TextIn(locale, key string, args ...string) string {
	q := abi.TextRequest{Key: key, Locale: locale}
	for i := 0; i+1 < len(args); i += 2 {
		q.Args = append(q.Args, Pair{Name: args[i], Value: args[i+1]})
	}
	s, kind := link.Call(abi.HostI18nText, q.AppendFlat(nil))
	if kind != 0 || s == "" {
		return key
	}
	return s
}
