package abi

// Kind classifies a failed call in either direction. A host call answers its
// negative, pegboard_call answers it as it is. Zero is success.
type Kind int32

const (
	KindInvalid         Kind = 1 // the request can never succeed as it is
	KindUnauthenticated Kind = 2 // nobody is signed in, and somebody must be
	KindDenied          Kind = 3 // the grant or the person's rights do not allow it
	KindNotFound        Kind = 4 // no such thing, or not visible to the person
	KindConflict        Kind = 5 // stale version or lost race
	KindQuota           Kind = 6 // a limit is used up; later it may work
	KindUnavailable     Kind = 7 // the service is off or overloaded
	KindTimeout         Kind = 8 // the deadline passed
	KindInternal        Kind = 9 // a fault of the answering side
)

var kindNames = [...]string{
	KindInvalid: "invalid", KindUnauthenticated: "unauthenticated", KindDenied: "denied",
	KindNotFound: "not_found", KindConflict: "conflict", KindQuota: "quota",
	KindUnavailable: "unavailable", KindTimeout: "timeout", KindInternal: "internal",
}

// String returns the kind's wire name, such as "not_found"; numbers that this
// version does not know read as "internal".
func (k Kind) String() string {
	if k > 0 && int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "internal"
}
