package abi

// Verdicts of a HookReply.
const (
	VerdictContinue = 0
	VerdictPatch    = 1
	VerdictVeto     = 2
)

// HookView reads a flat HookRequest piece by piece, so that a guest decodes only
// what its handlers look at. The zero view is empty.
type HookView struct{ r reader }

// Open makes v the view of a flat HookRequest. It checks the request as far as its own
// slots go; what they point at is checked when it is decoded.
func (v *HookView) Open(s string) error {
	r, err := open(s, typeHookRequest, 10)
	if err != nil {
		return err
	}
	if (r.outside(0)|r.outside(1)|r.outside(3)|r.outside(4)|r.outside(5)|r.outside(6)|r.outside(7)|r.outside(8))>>63 != 0 {
		return ErrMalformed
	}
	v.r = r
	return nil
}

// Name returns the hook's name.
func (v *HookView) Name() string { return v.r.str(0) }

// Key returns the idempotency key.
func (v *HookView) Key() string { return v.r.str(1) }

// DeadlineMS returns the time that was left when the call began.
func (v *HookView) DeadlineMS() int64 { return v.r.int(2) }

// Caller returns the caller's flat record, empty when absent. So do the next five.
func (v *HookView) Caller() string { return v.r.str(3) }

// Ticket returns the ticket's flat record.
func (v *HookView) Ticket() string { return v.r.str(4) }

// Message returns the message's flat record.
func (v *HookView) Message() string { return v.r.str(5) }

// Person returns the person's flat record.
func (v *HookView) Person() string { return v.r.str(6) }

// Event returns the event's flat record.
func (v *HookView) Event() string { return v.r.str(7) }

// Mail returns the mail's flat record.
func (v *HookView) Mail() string { return v.r.str(8) }

// Changed returns the names of the fields that the change sets.
func (v *HookView) Changed() []string {
	names, err := v.r.strs(9)
	if err != nil {
		return nil
	}
	return names
}
