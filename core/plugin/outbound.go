package plugin

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"net/netip"
	"time"

	"code.dny.dev/ssrf"
)

// Outbound is how plugins' requests leave. Whatever a name says, the address
// that is connected to must be a public one: it is checked when the connection is
// made, each time, so that names which change between two questions gain nothing.
// Safe for concurrent use.
type Outbound struct{ transport *http.Transport }

// OutboundConfig shapes an Outbound; the zero value is the usual one.
type OutboundConfig struct {
	// Allow lists inner networks that may be reached all the same.
	Allow []netip.Prefix
	// Resolver and Roots default to the system's.
	Resolver *net.Resolver
	Roots    *x509.CertPool
}

// NewOutbound makes a way out.
func NewOutbound(cfg OutboundConfig) *Outbound {
	var v4, v6 []netip.Prefix
	for _, p := range cfg.Allow {
		if p.Addr().Is4() {
			v4 = append(v4, p)
		} else {
			v6 = append(v6, p)
		}
	}
	guard := ssrf.New(ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(v4...), ssrf.WithAllowedV6Prefixes(v6...))
	dialer := &net.Dialer{Timeout: 5 * time.Second, Resolver: cfg.Resolver, Control: guard.Safe}
	return &Outbound{&http.Transport{
		Proxy:                  nil, // a proxy would connect for us, unchecked
		DialContext:            dialer.DialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: cfg.Roots},
		TLSHandshakeTimeout:    5 * time.Second,
		ForceAttemptHTTP2:      true,
		MaxIdleConnsPerHost:    2,
		MaxConnsPerHost:        8,
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
	}}
}

// Close ends connections that wait for another request.
func (o *Outbound) Close() { o.transport.CloseIdleConnections() }
