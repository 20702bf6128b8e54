package realtime

import (
	"slices"
	"testing"
)

// FuzzVisitorHello reads the first message of anybody's window: it is refused, or
// within every bound.
func FuzzVisitorHello(f *testing.F) {
	f.Add([]byte(`{"t":"visitor","secret":"abc","channels":["plugin:livechat:chat:1","plugin:livechat:chat:1"]}`))
	f.Add([]byte(`{"t":"visitor","channels":null,"secret":7}`))
	f.Add([]byte(`{"t":"visitor","t":"x"}`))
	f.Add([]byte(`[`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		in, ok := readHello(raw)
		if !ok {
			if in.Type != "" || in.Secret != "" || in.Channels != nil {
				t.Errorf("refused, and yet %+v", in)
			}
			return
		}
		if in.Type != "visitor" || len(in.Secret) > maxVisitorSecret || len(in.Channels) > maxVisitorTopics || !slices.IsSorted(in.Channels) ||
			len(slices.Compact(slices.Clone(in.Channels))) != len(in.Channels) {
			t.Errorf("accepted: %+v", in)
		}
	})
}
