package blocks

type writer struct {
	HTMLOptions
	b []byte
}

func newWriter(o HTMLOptions) *writer { return &writer{HTMLOptions: o} }

func (w *writer) blocks(Blocks) {}
