package tickets

import "pegboard.dev/pegboard/core/rbac"

// verbs are the abilities that are one key each, under the key's last word.
var verbs = [...]struct {
	name string
	key  rbac.Key
}{
	{"reply", keyReply}, {"comment", keyComment}, {"status", keyStatus}, {"priority", keyPriority},
	{"subject", keySubject}, {"email", keyEmail}, {"pin", keyPin}, {"follow_up", keyFollowUp},
	{"assistance", keyAssistance}, {"resolution", keyResolution}, {"attach", keyAttach}, {"relate", keyRelate},
	{"merge", keyMerge}, {"take", keyTake}, {"assign", keyAssign}, {"transfer", keyTransfer}, {"delete", keyDelete},
}

// verbReach is how far one reader reaches with each verb, worked out once for a
// whole list: what Decide would answer for each of its tickets.
type verbReach struct {
	verbs [len(verbs)][]rbac.Branch
	route []rbac.Branch
}

func verbReachOf(who *rbac.Subject) *verbReach {
	r := &verbReach{route: rbac.Reach(who, rbac.Tickets, keyRoute)}
	for i, v := range verbs {
		r.verbs[i] = rbac.Reach(who, rbac.Tickets, v.key)
	}
	return r
}

// abilities says what the reader may do with t, beside the verbs: tags, snooze, cc (copy
// people in), route (transfer to any team), close and reopen. t.Inside has to be
// known. It is the only place where abilities are computed.
func (r *verbReach) abilities(t *Summary) map[string]bool {
	a := make(map[string]bool, len(verbs)+6)
	for i, v := range verbs {
		a[v.name] = (!t.Merged || v.key == keyDelete) && rbac.Within(r.verbs[i], &t.Access)
	}
	a["take"] = a["take"] && t.Access.Owner == 0
	a["tags"] = a["subject"]
	a["snooze"] = a["follow_up"] && t.Status.Active()
	a["cc"] = a["reply"] && t.Inside
	a["route"] = !t.Merged && rbac.Within(r.route, &t.Access)
	a["transfer"] = a["transfer"] || a["route"]
	a["close"] = a["status"] && t.Status.Active()
	a["reopen"] = a["status"] && !t.Status.Active()
	return a
}
