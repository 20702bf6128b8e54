package sdk

import (
	"encoding/json"

	"pegboard.dev/pegboard/sdk/abi"
	"pegboard.dev/pegboard/sdk/internal/link"
)

// Services are those that other plugins provide and this one's manifest uses.
var Services uses

type uses struct{}

// Call calls a service of another plugin with in as JSON, and reads the answer,
// JSON as well, into out; nil leaves it unread. It acts for the same person.
// KindUnavailable when that plugin is not enabled or does not provide the service,
// KindDenied without the use in the manifest or the key that the service asks for;
// other errors are the other plugin's.
func (s uses) Call(plugin, service string, in, out any) error {
	b, err := encode(in)
	if err != nil {
		return err
	}
	b, err = s.CallBytes(plugin, service, b)
	if err != nil || out == nil || len(b) == 0 {
		return err
	}
	return json.Unmarshal(b, out)
}

// CallBytes is Call for services whose bytes are not JSON; at most 1 MiB each way.
func (uses) CallBytes(plugin, service string, in []byte) ([]byte, error) {
	req := abi.ServiceCall{Plugin: plugin, Service: service, Payload: in}
	s, kind := link.Call(abi.HostServicesCall, req.AppendFlat(nil))
	if kind != 0 {
		return nil, failure(kind, s)
	}
	return []byte(s), nil
}
