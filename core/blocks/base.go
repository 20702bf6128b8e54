package blocks

// Block is one node of a document. Its types are the pointers to the structs
// of this package that embed Base; the set is closed.
type Block interface{ base() *Base }

// Blocks is an ordered list of blocks.
type Blocks []Block

// Base is what every block may carry.
type Base struct {
	// ID is unique inside one surface; patches and URL state refer to it.
	ID string `json:"id" is:"id"`
	// Hidden leaves the block out, until a patch shows it.
	Hidden bool `json:"hidden"`
	// Perm hides the block from viewers who do not hold that permission key.
	Perm string `json:"perm" is:"key"`
	// ShowIf hides the block while a comparison over the surface's forms is false.
	ShowIf *Cond `json:"show_if"`
	// Fallback stands in where the block's type is unknown; Prepare drops it elsewhere.
	Fallback Blocks `json:"fallback"`
	// A11y names the block for people who do not see it.
	A11y *A11y `json:"a11y"`
}

func (b *Base) base() *Base { return b }

// A11y helps people who do not see the page.
type A11y struct {
	// Label is the block's name.
	Label Text `json:"label"`
	// Describes tells what is to be seen.
	Describes Text `json:"describes"`
}

// Cond is the only logic a document has: a comparison with one form field, or
// all or any of several. Of Is, In, Not and Empty, those given must all hold.
type Cond struct {
	// Form is the id of the form that is looked at.
	Form string `json:"form" is:"id"`
	// Field is the name of its field.
	Field string `json:"field" is:"name"`
	// Is holds when the field has that value; of a list, when that is one of its elements.
	Is Raw `json:"is"`
	// In holds when the field has one of the values.
	In []Raw `json:"in"`
	// Not holds when the field does not have that value.
	Not Raw `json:"not"`
	// Empty holds when the field is empty, or with false when it is not. Off, zero elements and no
	// text are empty.
	Empty *bool `json:"empty"`
	// All holds when each of the conditions does.
	All []Cond `json:"all"`
	// Any holds when one of the conditions does.
	Any []Cond `json:"any"`
}

// Raw is JSON that the vocabulary does not look into, compacted; nil means not given.
type Raw []byte
