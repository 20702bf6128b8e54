package plugin_test

import (
	"compress/gzip"
	"context"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/plugin"
)

// resolver answers every name with what at holds, over a real DNS server.
func resolver(t *testing.T, at *atomic.Value) *net.Resolver {
	pc, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = pc.Close() })
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := pc.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil {
				continue
			}
			m.Response, m.Additionals = true, nil
			if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
				m.Answers = []dnsmessage.Resource{{
					Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 0},
					Body:   &dnsmessage.AResource{A: at.Load().(netip.Addr).As4()},
				}}
			}
			if out, err := m.Pack(); err == nil {
				_, _ = pc.WriteTo(out, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", pc.LocalAddr().String())
	}}
}

// listening serves handler on an address of the loopback network.
func listening(t *testing.T, address string, handler http.HandlerFunc) string {
	t.Helper()
	ln, err := net.Listen("tcp", address)
	if err != nil {
		t.Skip("this machine has no " + address)
	}
	s := &httptest.Server{Listener: ln, Config: &http.Server{Handler: handler}}
	s.Config.SetKeepAlivesEnabled(false)
	s.Start()
	t.Cleanup(s.Close)
	return ln.Addr().String()
}

// reaching installs the courier with these hosts in its manifest.
func reaching(t *testing.T, out *plugin.Outbound, hosts ...any) *world {
	t.Helper()
	w := newWorld(t, openSQLite(t), newClock(), func(w *world) { w.outbound = out })
	w.install(edited(t, courier(t), func(m map[string]any) { m["http"] = hosts }))
	values := raw(map[string]string{"account": `"a"`, "api_key": `"hunter2"`})
	if _, err := w.m.SetSettings(context.Background(), w.as("olga"), "courier", values); err != nil {
		t.Fatal(err)
	}
	return w
}

func plain(host string) map[string]any { return map[string]any{"host": host, "plain": true} }

var onlyFirst = []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}

func TestFetch(t *testing.T) {
	var other atomic.Value
	other.Store("")
	second := listening(t, "127.0.0.1:0", func(w http.ResponseWriter, r *http.Request) {
		other.Store(fmt.Sprint(r.Method, " key=", r.Header.Get("X-Api-Key"), " own=", r.Header.Get("X-Own")))
		_, _ = io.WriteString(w, "second")
	})
	mux := http.NewServeMux()
	mux.HandleFunc("/echo", func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		w.WriteHeader(http.StatusTeapot)
		fmt.Fprintf(w, "%s %s key=%s own=%s agent=%s", r.Method, b, r.Header.Get("X-Api-Key"), r.Header.Get("X-Own"), r.UserAgent())
	})
	mux.HandleFunc("/away", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://"+second+"/", http.StatusFound)
	})
	mux.HandleFunc("/home", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/echo", http.StatusTemporaryRedirect)
	})
	mux.HandleFunc("/round", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/round", http.StatusFound) })
	mux.HandleFunc("/elsewhere", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://other.example.com/", http.StatusFound)
	})
	mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "file:///etc/passwd")
		w.WriteHeader(302)
	})
	mux.HandleFunc("/big", func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write(make([]byte, 1<<20+1)) })
	mux.HandleFunc("/bomb", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		for range 64 {
			_, _ = z.Write(make([]byte, 1<<20))
		}
		_ = z.Close()
	})
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-r.Context().Done():
		case <-time.After(5 * time.Second):
		}
	})
	first := httptest.NewTLSServer(mux)
	t.Cleanup(first.Close)
	roots := x509.NewCertPool()
	roots.AddCert(first.Certificate())
	base := first.Listener.Addr().String()
	w := reaching(t, plugin.NewOutbound(plugin.OutboundConfig{Allow: onlyFirst, Roots: roots}),
		map[string]any{"host": base, "headers": map[string]string{"x-api-key": "Key {api_key}"}}, plain(second))
	for do, want := range map[string]string{
		"fetch GET https://" + base + "/echo x-own=1":                      "418 GET  key=Key hunter2 own=1 agent=Pegboard (plugin courier)",
		"fetch post https://" + base + "/echo body=hello x-api-key=forged": "418 POST hello key=Key hunter2 own= agent=Pegboard (plugin courier)",
		"fetch PUT https://" + base + "/home body=kept":                    "418 PUT kept key=Key hunter2 own= agent=Pegboard (plugin courier)",
		"fetch POST https://" + base + "/away body=x x-own=1":              "200 second",
	} {
		if got := w.must("ana", do); got != want {
			t.Errorf("%s: %s", do, got)
		}
	}
	if got := other.Load(); got != "GET key= own=" {
		t.Errorf("the second host was told %v", got)
	}
	for _, c := range []struct {
		what, do string
		kind     core.Kind
	}{
		{"without TLS", "fetch GET http://" + base + "/echo", core.KindForbidden},
		{"another port", "fetch GET https://127.0.0.1:1/", core.KindForbidden},
		{"another host", "fetch GET https://example.com/", core.KindForbidden},
		{"a host that hides behind a name", "fetch GET https://" + base + "@example.com/", core.KindInvalid},
		{"another scheme", "fetch GET file:///etc/passwd", core.KindInvalid},
		{"another scheme with a host", "fetch GET ftp://" + base + "/", core.KindForbidden},
		{"a method that there is not", "fetch TRACE https://" + base + "/", core.KindInvalid},
		{"a header that is the host's", "fetch GET https://" + base + "/echo host=evil.example.com", core.KindInvalid},
		{"a redirect elsewhere", "fetch GET https://" + base + "/elsewhere", core.KindForbidden},
		{"a redirect to a file", "fetch GET https://" + base + "/file", core.KindUnavailable},
		{"redirects without end", "fetch GET https://" + base + "/round", core.KindUnavailable},
		{"too large an answer", "fetch GET https://" + base + "/big", core.KindUnavailable},
		{"a small answer that unpacks to a large one", "fetch GET https://" + base + "/bomb", core.KindUnavailable},
		{"no answer in time", "fetch GET https://" + base + "/slow", core.KindUnavailable},
	} {
		_, err := w.says("ana", c.do)
		w.fails(c.what, err, c.kind)
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: the secret is in the error", c.what)
		}
	}
}

// Wherever a name leads, the inner network is out of reach.
func TestFetchReachesNoInnerNetwork(t *testing.T) {
	var hits atomic.Int64
	secret := func(w http.ResponseWriter, r *http.Request) {
		hits.Add(1)
		_, _ = io.WriteString(w, "inner")
	}
	inner := listening(t, "127.0.0.2:0", secret)
	_, port, _ := net.SplitHostPort(inner)
	public := listening(t, "127.0.0.1:"+port, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/away" {
			http.Redirect(w, r, "http://"+inner+"/", http.StatusFound)
			return
		}
		_, _ = io.WriteString(w, "public")
	})
	var at atomic.Value
	at.Store(netip.MustParseAddr("127.0.0.1"))
	names := resolver(t, &at)
	hosts := []any{plain(public), plain(inner), plain("api.example.com:" + port), plain("localhost:" + port)}
	t.Run("by name, by redirect and by rebinding", func(t *testing.T) {
		// 127.0.0.1 stands for the public network here, 127.0.0.2 for the inner one.
		w := reaching(t, plugin.NewOutbound(plugin.OutboundConfig{Allow: onlyFirst, Resolver: names}), hosts...)
		if got := w.must("ana", "fetch GET http://api.example.com:"+port+"/"); got != "200 public" {
			t.Errorf("a public address: %s", got)
		}
		_, err := w.says("ana", "fetch GET http://"+inner+"/")
		w.fails("by address", err, core.KindForbidden)
		_, err = w.says("ana", "fetch GET http://"+public+"/away")
		w.fails("by redirect", err, core.KindForbidden)
		at.Store(netip.MustParseAddr("127.0.0.2"))
		_, err = w.says("ana", "fetch GET http://api.example.com:"+port+"/")
		w.fails("by rebinding", err, core.KindForbidden)
	})
	t.Run("as it is by default", func(t *testing.T) {
		w := reaching(t, plugin.NewOutbound(plugin.OutboundConfig{Resolver: names}), hosts...)
		for _, host := range []string{public, inner, "localhost:" + port, "api.example.com:" + port} {
			for _, address := range []string{"127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.0.1", "0.0.0.0", "100.64.0.1"} {
				at.Store(netip.MustParseAddr(address))
				_, err := w.says("ana", "fetch GET http://"+host+"/")
				w.fails(host+" at "+address, err, core.KindForbidden)
				if host != "api.example.com:"+port {
					break
				}
			}
		}
	})
	if n := hits.Load(); n != 0 {
		t.Errorf("the inner network was reached %d times", n)
	}
}

func TestFetchIsBounded(t *testing.T) {
	at := listening(t, "127.0.0.1:0", func(w http.ResponseWriter, r *http.Request) {})
	w := reaching(t, plugin.NewOutbound(plugin.OutboundConfig{Allow: onlyFirst}), plain(at))
	_, err := w.says("ana", "fetches http://"+at+"/")
	w.fails("a flood", err, core.KindRateLimited)
}

func TestFetchNeedsTheCapability(t *testing.T) {
	at := listening(t, "127.0.0.1:0", func(w http.ResponseWriter, r *http.Request) { t.Error("it was reached") })
	w := newWorld(t, openSQLite(t), newClock(), func(w *world) { w.outbound = plugin.NewOutbound(plugin.OutboundConfig{Allow: onlyFirst}) })
	w.install(edited(t, courier(t), func(m map[string]any) {
		without("http")(m)
		delete(m, "http")
	}))
	_, err := w.says("ana", "fetch GET http://"+at+"/")
	w.fails("without the capability", err, core.KindForbidden)
}

func TestFetchWithoutItsSetting(t *testing.T) {
	at := listening(t, "127.0.0.1:0", func(w http.ResponseWriter, r *http.Request) { t.Error("it was sent without its key") })
	w := newWorld(t, openSQLite(t), newClock(), func(w *world) { w.outbound = plugin.NewOutbound(plugin.OutboundConfig{Allow: onlyFirst}) })
	w.install(edited(t, courier(t), func(m map[string]any) {
		m["http"] = []any{map[string]any{"host": at, "plain": true, "headers": map[string]string{"authorization": "Bearer {api_key}"}}}
	}))
	_, err := w.says("ana", "fetch GET http://"+at+"/")
	w.fails("without its setting", err, core.KindUnavailable)
}
