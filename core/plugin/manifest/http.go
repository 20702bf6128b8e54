package manifest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/http/httpguts"
)

// HTTPHost is a host that the plugin may send requests to.
type HTTPHost struct {
	// Host is a name such as api.example.com, every name below one as
	// *.example.com, each with :port where it is not the usual one.
	Host string `json:"host"`
	// Plain also allows http without TLS, for tests and inner networks.
	Plain bool `json:"plain,omitempty"`
	// Headers are put on every request to it by the host. A {name} in a value stands
	// for the setting of that name, also a secret one, which the guest need not know.
	Headers map[string]string `json:"headers,omitempty"`
}

var (
	hostName    = regexp.MustCompile(`^(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*(:[0-9]{1,5})?$`)
	placeholder = regexp.MustCompile(`\{([a-z][a-z0-9_]*)\}`)
)

// Allows reports whether the entry is about a request's scheme, host and port,
// all lower-case, the port never empty.
func (h *HTTPHost) Allows(scheme, host, port string) bool {
	name, own, has := strings.Cut(h.Host, ":")
	usual := map[string]string{"https": "443", "http": "80"}[scheme]
	if scheme != "https" && !(scheme == "http" && h.Plain) || has && own != port || !has && port != usual {
		return false
	}
	if below, all := strings.CutPrefix(name, "*."); all {
		return strings.HasSuffix(host, "."+below)
	}
	return host == name
}

// Fill puts settings into a header's value.
func Fill(value string, setting func(name string) (string, error)) (string, error) {
	var failed error
	out := placeholder.ReplaceAllStringFunc(value, func(p string) string {
		v, err := setting(p[1 : len(p)-1])
		if err != nil && failed == nil {
			failed = err
		}
		return v
	})
	return out, failed
}

// HostHeader reports whether a header is the host's alone to set.
func HostHeader(name string) bool {
	name = strings.ToLower(name)
	switch name {
	case "host", "connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "content-length", "expect", "accept-encoding", "http2-settings":
		return true
	}
	return strings.HasPrefix(name, "proxy-")
}

func (m *Manifest) checkHTTP() error {
	if len(m.HTTP) > 20 {
		return fmt.Errorf("it names more than 20 hosts under http")
	}
	seen := map[string]bool{}
	for i := range m.HTTP {
		h := &m.HTTP[i]
		if len(h.Host) > 253 || !hostName.MatchString(h.Host) {
			return fmt.Errorf("the host %q must look like api.example.com, *.example.com or api.example.com:8443", h.Host)
		}
		if name, port, ok := strings.Cut(h.Host, ":"); ok {
			if n, _ := strconv.Atoi(port); n < 1 || n > 65535 {
				return fmt.Errorf("the host %q has no port between 1 and 65535", name)
			}
		}
		if name, ok := strings.CutPrefix(h.Host, "*."); ok && !strings.Contains(name, ".") {
			return fmt.Errorf("the host %q stands for too much", h.Host)
		}
		if seen[h.Host] {
			return fmt.Errorf("the host %q is named twice", h.Host)
		}
		seen[h.Host] = true
		for name, value := range h.Headers {
			if !httpguts.ValidHeaderFieldName(name) || HostHeader(name) || !httpguts.ValidHeaderFieldValue(value) {
				return fmt.Errorf("the header %q for the host %q cannot be set", name, h.Host)
			}
			for _, p := range placeholder.FindAllStringSubmatch(value, -1) {
				if m.Setting(p[1]) == nil {
					return fmt.Errorf("the header %q for the host %q uses the setting %q, which is not declared", name, h.Host, p[1])
				}
			}
		}
	}
	if len(m.HTTP) > 0 != m.Grants(HTTP) {
		return fmt.Errorf("it must name hosts under http and ask for the capability %q, or neither", HTTP)
	}
	return nil
}
