package core

import "slices"

// PluginPower is one thing that a plugin may do beyond keeping to itself, as
// whoever lets it in reads it.
type PluginPower struct {
	// Kind and Name say which; Name is written as in PluginAsks.
	Kind PowerKind `json:"kind" enum:"capability,host,service,hook,route,provides"`
	Name string    `json:"name"`
	// Means is what it allows, one sentence of the helpdesk's own; Reason is why the
	// plugin says that it must, in its author's words, empty where none are asked for.
	Means  string `json:"means"`
	Reason string `json:"reason"`
	Risk   Risk   `json:"risk" enum:"low,medium,high"`
}

// PowerKind is where in its manifest a plugin asks for a power.
type PowerKind string

// The kinds of powers.
const (
	PowerCapability PowerKind = "capability"
	PowerHost       PowerKind = "host"
	PowerService    PowerKind = "service" // of another plugin
	PowerHook       PowerKind = "hook"    // it is asked before something happens
	PowerRoute      PowerKind = "route"   // open to everybody
	PowerProvides   PowerKind = "provides"
)

// Risk is how much harm a power can do in bad hands: low reaches only what is the
// plugin's own; medium, what the person using it may see and do; high, more than
// that, or it takes what it sees elsewhere.
type Risk string

// The grades of risk.
const (
	RiskLow    Risk = "low"
	RiskMedium Risk = "medium"
	RiskHigh   Risk = "high"
)

var risks = []Risk{RiskLow, RiskMedium, RiskHigh}

// Over compares two grades: positive if r is the graver one, zero if they are the same.
func (r Risk) Over(other Risk) int { return slices.Index(risks, r) - slices.Index(risks, other) }

// RiskOf is the gravest of some powers, low of none.
func RiskOf(powers []PluginPower) Risk {
	out := RiskLow
	for i := range powers {
		if powers[i].Risk.Over(out) > 0 {
			out = powers[i].Risk
		}
	}
	return out
}
