package tickets

import (
	"time"

	"pegboard.dev/pegboard/core"
)

// Audience says who sees a view.
type Audience string

const (
	// AudienceSystem is built in; everybody with tickets.view sees it.
	AudienceSystem Audience = "system"
	// AudienceOwn is its owner's alone.
	AudienceOwn Audience = "own"
	// AudienceTeam is for the members of one team.
	AudienceTeam Audience = "team"
	// AudienceShared is for every employee.
	AudienceShared Audience = "shared"
)

// View is a saved filter. What it shows is always within the rights of whoever
// looks at it.
type View struct {
	// ID is the number of a saved view, or a system view's word, such as "mine".
	ID       string
	Name     string
	Audience Audience
	Team     Team        // of AudienceTeam
	Owner    core.UserID // who made it; zero for system views
	Filter   Filter
	Sort     Sort
	// Count is what the reader finds in it, counted up to MaxCount.
	Count     Count
	Version   int64
	CreatedAt time.Time
	UpdatedAt time.Time
	Abilities map[string]bool // edit, delete
}

// Count is a number that is not worth counting to its end.
type Count struct {
	N int
	// More is true when there are more than N.
	More bool
}

// MaxCount is how far views are counted.
const MaxCount = 1000

// NewView is a view to be saved.
type NewView struct {
	Name     string
	Audience Audience
	Team     core.TeamID
	Filter   Filter
	Sort     Sort
}

// ViewPatch changes some of a view; nil leaves a field as it is.
type ViewPatch struct {
	Version  int64 // as in Patch
	Name     *string
	Audience *Audience
	Team     *core.TeamID
	Filter   *Filter
	Sort     *Sort
}
