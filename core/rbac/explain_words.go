package rbac

import (
	"fmt"
	"strings"
)

// words turns an explanation into sentences: the answer, what it comes from,
// how the object is within reach, what is missing and who could help.
func (q *Question) words(e *Explanation) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, q.say(format, args...)) }
	add := func(sentence string) { out = append(out, sentence) }
	who, key := q.who(), q.keyName(e.Key)
	switch {
	case e.Allowed && q.Object == nil:
		say("%s may: %s.", who, key)
	case e.Allowed:
		say("%s may do this here: %s.", who, key)
	case q.Object == nil:
		say("%s may not: %s.", who, key)
	case e.Visible:
		say("%s sees this, and may not do this with it: %s.", who, key)
	default:
		say("For %s this does not exist: it is not theirs to see.", who)
	}
	for _, src := range e.Sources {
		add(q.sourceWords(&src))
	}
	if q.narrowed(e) {
		say("What it requires is held less far, so it counts only for %s.", q.word(scopeWords[e.Scope]))
	}
	for _, kind := range e.Within {
		if e.Allowed {
			add(q.word(branchWords(kind)))
		}
	}
	for _, m := range e.Missing {
		if s := q.missingWords(m, e); s != "" {
			add(s)
		}
	}
	switch names := q.roleNames(e.WouldGive); {
	case names == "":
	case e.Scope == ScopeNone:
		say("Roles that would give it: %s.", names)
	default:
		say("Roles that would give it farther: %s.", names)
	}
	return out
}

// say words a format for the reader.
func (q *Question) say(format string, values ...any) string { return q.Say.Say(format, values...) }

// word words a text without values; nothing stays nothing.
func (q *Question) word(text string) string {
	if text == "" || q.Say == nil {
		return text
	}
	return q.Say(text)
}

func (q *Question) who() string {
	if q.Who == "" {
		return q.say("This person")
	}
	return q.Who
}

// keyName is the key's title and the key itself.
func (q *Question) keyName(k Key) string {
	if reg := q.Subject.powers().Registry(); reg != nil {
		if info, ok := reg.Key(k); ok && info.Title != "" {
			title := q.word(info.Title)
			if q.Say == nil {
				title = strings.ToLower(title[:1]) + title[1:]
			}
			return fmt.Sprintf("%s (%s)", title, k)
		}
	}
	return string(k)
}

func (q *Question) roleNames(slugs []string) string {
	names := make([]string, len(slugs))
	for i, s := range slugs {
		names[i] = q.roleName(s, q.Policy.roleName(s))
	}
	return strings.Join(names, ", ")
}

// narrowed reports whether a source says more than what counts in the end.
func (q *Question) narrowed(e *Explanation) bool {
	return e.Scope != ScopeNone && len(e.Sources) > 0 && e.Sources[0].Inert == "" && e.Sources[0].Scope > e.Scope && q.Subject.Powers.limit == nil
}

// scopeWords says what each scope reaches.
var scopeWords = [...]string{
	ScopeNone: "nothing", Own: "what is assigned to them or what they contribute to", Team: "their own and their teams'",
	Department: "their own and their departments'", All: "everything",
}

var howWords = map[string]string{
	"group": " (through a group)", "everyone": " (held by everybody)",
	"registered": " (held by everybody with an account)", "verified": " (held by everybody with a confirmed address)",
}

func (q *Question) sourceWords(src *Source) string {
	if src.Role == "" {
		return q.grantWords(src)
	}
	role := q.say("The role %s%s", q.roleName(src.Role, src.Name), q.word(howWords[src.How]))
	setting := q.say("has %s at %s", q.featureName(src.Feature), src.Level)
	if src.Everything {
		setting = q.say("holds everything")
	}
	switch src.Inert {
	case "":
	case MissingExcepted:
		return q.say("%s holds everything except this.", role)
	case MissingTakenAway:
		return q.say("%s %s, and leaves this out.", role, setting)
	case MissingHarmless:
		return q.say("%s %s, and leaves out what is destructive, such as this.", role, setting)
	default:
		return q.say("%s speaks of it, but %s.", role, q.word(inertWords[src.Inert]))
	}
	switch {
	case src.Everything:
		return q.say("%s gives everything.", role)
	case src.Picked && src.Level == Custom:
		return q.say("%s picks it in %s%s.", role, q.featureName(src.Feature), q.reachWords(src))
	case src.Picked:
		return q.say("%s %s, and names this besides%s.", role, setting, q.reachWords(src))
	}
	return q.say("%s %s, which holds it%s.", role, setting, q.reachWords(src))
}

func (q *Question) grantWords(src *Source) string {
	reason, until := "", ""
	if src.Reason != "" {
		reason = " (" + src.Reason + ")"
	}
	if src.Inert != "" {
		return q.say("A personal grant would give it, but %s%s.", q.word(inertWords[src.Inert]), reason)
	}
	if !src.Expires.IsZero() {
		until = q.say(", until %s", src.Expires.UTC().Format("2 January 2006 15:04 UTC"))
	}
	return q.say("A personal grant gives it%s%s%s.", q.reachWords(src), until, reason)
}

// reachWords is empty for a yes/no key.
func (q *Question) reachWords(src *Source) string {
	if info, ok := q.Subject.Powers.Registry().Key(q.Key); ok && !info.Scoped {
		return ""
	}
	return q.say(", for %s (%s)", q.word(scopeWords[min(src.Scope, All)]), src.Scope)
}

// roleName is in the reader's language while the role is called as its preset calls it.
func (q *Question) roleName(slug, name string) string {
	if NamedByPreset(slug, name) {
		return q.word(name)
	}
	return name
}

func (q *Question) featureName(id string) string {
	if f, ok := q.Subject.Powers.Registry().Feature(id); ok && f.Title != "" {
		return q.word(f.Title)
	}
	return id
}

// inertWords says why a source gives nothing.
var inertWords = map[MissingKind]string{
	MissingDormant: "the plugin it belongs to is not enabled", MissingReserved: "it is reserved to other roles",
	MissingExpired: "that is over", MissingAudience: "it is not for roles of this type",
}

// branchWords says why an object is within reach.
func branchWords(k BranchKind) string {
	switch k {
	case BranchAll:
		return "It reaches everything, so it reaches this."
	case BranchOwner:
		return "This is assigned to them."
	case BranchContributor:
		return "They contribute to this."
	case BranchTeams:
		return "This belongs to a team that counts as theirs."
	case BranchNoTeam:
		return "This has no team, and tickets without a team count as their teams'."
	case BranchQueueTeams:
		return "This waits in the queue of one of their teams."
	case BranchQueueNoTeam:
		return "This waits in the queue without a team."
	case BranchRequester:
		return "They are the requester."
	case BranchCC:
		return "They are copied in."
	case BranchOrganization:
		return "Their organization shares its members' tickets among them."
	case BranchVisitor:
		return "This is their own conversation."
	case BranchEveryone:
		return "This is for everybody who has the permission."
	case BranchRole:
		return "This is for the holders of a role of theirs."
	}
	return ""
}

func (q *Question) missingWords(m Missing, e *Explanation) string {
	switch m.Kind {
	case MissingUnknown:
		return q.say("There is no permission %s.", e.Key)
	case MissingDormant:
		return q.say("The plugin %s is not enabled, so nobody holds %s.", e.Key.Owner(), e.Key)
	case MissingKey:
		return q.say("No role they hold and no personal grant gives it.")
	case MissingRequired:
		return q.say("It counts only together with %s, which is not held.", q.keyName(m.Key))
	case MissingLimit:
		return q.say("The API token, the plugin or the setting through which this comes holds it back.")
	case MissingView:
		return q.say("It also needs %s, which is not held.", q.keyName(m.Key))
	case MissingTake:
		return q.say("This waits in the queue: it can be seen, and taken by one who may take; all else comes after that.")
	case MissingCustomer:
		return q.say("They see this as a customer, and customers may not do that.")
	case MissingScope:
		scope := e.Scope
		if m.Key != "" {
			scope = e.ViewScope
		}
		return q.say("They hold %s for %s, and this is not among it.", orKey(m.Key, e.Key), q.word(scopeWords[scope]))
	}
	return "" // the sentence of the source has said it
}

func orKey(k, otherwise Key) Key {
	if k != "" {
		return k
	}
	return otherwise
}
