package main

import (
	"encoding/json"
	"errors"

	"pegboard.dev/pegboard/sdk"
	"pegboard.dev/pegboard/sdk/ui"
)

// Rating is what came of an invitation, as those see it who hold surveys.summary.
type Rating struct {
	Survey       int64    `json:"survey"`
	Ticket       int64    `json:"ticket"`
	Chat         int64    `json:"chat"`
	Person       int64    `json:"person"`
	Organization int64    `json:"organization"`
	Owner        int64    `json:"owner"`
	Team         int64    `json:"team"`
	Contributors []int64  `json:"contributors"`
	Stars        *int64   `json:"stars"`
	Scale        *int64   `json:"scale"`
	Low          bool     `json:"low"`
	Followed     bool     `json:"followed"`
	AnsweredAt   sdk.Time `json:"answered_at"`
}

// Answer is one answer, for those who hold surveys.details.
type Answer struct {
	Rating    int64  `json:"rating"`
	Question  string `json:"question"`
	Label     string `json:"label"`
	Kind      string `json:"kind"`
	Number    int64  `json:"number"`
	Text      string `json:"text"`
	HasNumber bool   `json:"-"`
}

var (
	ratings = sdk.Collection[Rating]{Name: "ratings"}
	answers = sdk.Collection[Answer]{Name: "answers"}
)

// takeAnswers keeps what a customer has sent. The invitation is found anew by
// what is in the address: that the form was drawn is not enough.
func takeAnswers(r *sdk.EventRequest) (any, error) {
	v, err := find(r.Viewer, r.Params)
	if err != nil {
		return nil, err
	}
	var args struct{ Invitation int64 }
	if err := json.Unmarshal(r.Args, &args); err != nil || args.Invitation != v.invitation.ID {
		return nil, gone()
	}
	list, err := v.read(r.Values)
	if err != nil {
		return nil, err
	}
	if err := sdk.AsItself(func() error { return v.keep(list) }); err != nil {
		return nil, err
	}
	return ui.Respond(ui.Toast(or(v.survey.Value.Thanks, v.text("answer.thanks"))).Tone(ui.Success), ui.Refresh()), nil
}

// keep writes a rating and its answers, or changes them, as the plugin itself.
func (v *visit) keep(list []Answer) error {
	fields := v.summary(list)
	row, err := v.rating(fields)
	if err != nil {
		return err
	}
	if err := replaceAnswers(row.ID, list, v.holders()); err != nil {
		return err
	}
	if row.Value.Low && !row.Value.Followed {
		followUp(v, row, list)
	}
	return nil
}

// rating makes the rating and claims the invitation for it, or changes the one
// that there is. Of two that send at once, one finds the invitation taken.
func (v *visit) rating(fields map[string]any) (*sdk.Row[Rating], error) {
	in := v.invitation
	if in.Value.Rating != 0 {
		// Of two changes at once the later one is told to look again.
		if _, err := invitations.Patch(in.ID, in.Version, map[string]any{"state": answered}); err != nil {
			return nil, err
		}
		return ratings.Patch(in.Value.Rating, 0, fields)
	}
	all := map[string]any{"survey": in.Value.Survey, "person": null(in.Value.Person), "organization": null(in.Value.Organization)}
	if v.ticket != nil {
		all["ticket"] = v.ticket.ID
	}
	if in.Value.Chat != 0 {
		all["chat"] = in.Value.Chat
	}
	for name, value := range fields {
		all[name] = value
	}
	for name, value := range v.holders() {
		all[name] = value
	}
	row, err := ratings.Insert(all)
	if sdk.IsKind(err, sdk.KindInvalid) {
		// Somebody has left since; what the customer says is kept all the same.
		in.Value.Owner, in.Value.Contributors = 0, nil
		delete(all, "owner")
		delete(all, "contributors")
		delete(all, "organization")
		row, err = ratings.Insert(all)
	}
	if err != nil {
		return nil, err
	}
	if _, err := invitations.Patch(in.ID, in.Version, map[string]any{"state": answered, "rating": row.ID}); err != nil {
		return nil, errors.Join(err, ratings.Delete(row.ID, 0))
	}
	return row, nil
}

// holders say within whose scope the rating lies: as the ticket was when it closed.
func (v *visit) holders() map[string]any {
	in, out := &v.invitation.Value, map[string]any{}
	if in.Owner != 0 {
		out["owner"] = in.Owner
	}
	if in.Team != 0 {
		out["team"] = in.Team
	}
	if len(in.Contributors) > 0 {
		out["contributors"] = in.Contributors
	}
	return out
}

// summary are the rating's own figures.
func (v *visit) summary(list []Answer) map[string]any {
	out := map[string]any{"stars": nil, "scale": nil, "low": false}
	for _, a := range list {
		if (a.Kind == askStars || a.Kind == askScale) && out[a.Kind] == nil {
			out[a.Kind] = a.Number
		}
	}
	if stars, ok := out[askStars].(int64); ok {
		out["low"] = stars <= v.survey.Value.Low
	}
	return out
}

// answersOf are a rating's answers by question.
func answersOf(rating int64) (map[string]Answer, error) {
	out := map[string]Answer{}
	if rating == 0 {
		return out, nil
	}
	found, err := answers.Find(sdk.Query{Where: sdk.Eq("rating", rating), Sort: "id", Limit: 100})
	if err != nil {
		return nil, err
	}
	for i := range found.Rows {
		out[found.Rows[i].Value.Question] = found.Rows[i].Value
	}
	return out, nil
}

// replaceAnswers puts the answers in the place of earlier ones.
func replaceAnswers(rating int64, list []Answer, holders map[string]any) error {
	old, err := answers.Find(sdk.Query{Where: sdk.Eq("rating", rating), Sort: "id", Limit: 100})
	if err != nil {
		return err
	}
	for i := range old.Rows {
		if err := answers.Delete(old.Rows[i].ID, 0); err != nil {
			return err
		}
	}
	for _, a := range list {
		fields := map[string]any{"rating": rating, "question": a.Question, "label": a.Label, "kind": a.Kind}
		if a.HasNumber {
			fields["number"] = a.Number
		}
		if a.Text != "" {
			fields["text"] = a.Text
		}
		for name, value := range holders {
			fields[name] = value
		}
		if _, err := answers.Insert(fields); err != nil {
			return err
		}
	}
	return nil
}

// null is a reference to nothing where there is no number.
func null(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}
