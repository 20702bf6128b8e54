package core

// Page is one keyset page of a list.
type Page[T any] struct {
	Items []T
	// Next is the cursor of the following page, empty on the last one. It is
	// opaque, holds no data of rows the reader may not see, and stays valid
	// while rows come and go.
	Next string
}

// MaxPageSize bounds what one page may hold; DefaultPageSize is used for zero.
const (
	MaxPageSize     = 200
	DefaultPageSize = 50
)

// PageSize clamps a requested size to 1..MaxPageSize; zero and less ask for the default.
func PageSize(n int) int {
	if n <= 0 {
		return DefaultPageSize
	}
	return min(n, MaxPageSize)
}
