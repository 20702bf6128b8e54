package sdk

import "pegboard.dev/pegboard/sdk/abi"

// Mailings are letters that people have the plugin write at times they choose, to
// themselves and others. The manifest names their kinds.
var Mailings mailings

type mailings struct{}

var mailingWriters = map[string]func(r *MailingRequest) (*MailingLetter, error){}

// OnMailing registers what writes the mailings of one kind. It is called once for
// each person who gets a letter, with that person's rights, for at most 20 s, and
// may only read: whatever would change something, or tell somebody else, is
// refused. An error of KindDenied or KindNotFound says that this person may not
// have it, and they get nothing; a letter without a title, that there is nothing
// to say. After any other error it is tried again. Call it in init.
func OnMailing(name string, fn func(r *MailingRequest) (*MailingLetter, error)) {
	mailingWriters[name] = fn
	opHandlers[abi.OpMailing] = func(in string) ([]byte, Kind) {
		r := new(MailingRequest)
		if err := r.DecodeFlat(in); err != nil {
			return failWith(err)
		}
		current.caller = r.Caller
		fn := mailingWriters[r.Name]
		if fn == nil {
			return failWith(Fail(KindNotFound, "The plugin writes no mailing "+r.Name+"."))
		}
		letter, err := fn(r)
		if err != nil {
			return failWith(err)
		}
		if letter == nil {
			letter = new(MailingLetter)
		}
		return answer(letter)
	}
}

// List returns the mailings of one kind that the caller has set up, and those of
// others that come to them. Who else gets one, and what became of it for each of
// them the last time, only its owner reads.
func (mailings) List(name string) ([]Mailing, error) {
	var list abi.MailingList
	err := ask(abi.HostMailingsList, &abi.MailingQuery{Name: name}, &list)
	return list.Items, err
}

// Get returns one of those; KindNotFound if there is none.
func (mailings) Get(id int64) (*Mailing, error) {
	var list abi.MailingList
	if err := ask(abi.HostMailingsList, &abi.MailingQuery{ID: id}, &list); err != nil {
		return nil, err
	}
	if id == 0 || len(list.Items) == 0 {
		return nil, Fail(KindNotFound, "There is nothing here, or it is not yours to see.")
	}
	return &list.Items[0], nil
}

// Put keeps a mailing, a new one where its ID is 0, and returns it as it is kept. The
// caller is its owner, and needs the key that the manifest names. It goes to
// UserIDs, whom the caller has to see, and to everybody who is in one of TeamIDs
// on the day.
func (mailings) Put(m Mailing) (*Mailing, error) {
	kept := new(Mailing)
	return kept, ask(abi.HostMailingsPut, &m, kept)
}

// Delete removes a mailing of the caller's. From one that others send to them they
// take themselves away.
func (mailings) Delete(id int64) error {
	return ask(abi.HostMailingsDelete, &abi.MailingQuery{ID: id}, nil)
}
