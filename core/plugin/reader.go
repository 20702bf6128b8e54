package plugin

import (
	"context"
	"time"

	"golang.org/x/text/language"

	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
)

// reader is for whom something is printed.
type reader struct {
	Locale
	name    string
	zone    *time.Location
	company *people.Company
	brand   *people.Branding
}

// readerOf finds out in which language and zone somebody reads: their own, else the
// helpdesk's, else what they ask for.
func (m *Manager) readerOf(ctx context.Context, who *rbac.Subject, asked string) (*reader, error) {
	company, err := m.svc.People.Company(ctx)
	if err != nil {
		return nil, err
	}
	brand, err := m.svc.People.Branding(ctx)
	if err != nil {
		return nil, err
	}
	r := &reader{name: who.Name, company: company, brand: brand}
	own := &people.PersonView{}
	if who.User != 0 {
		if own, err = m.svc.People.User(ctx, who, who.User); err != nil {
			return nil, err
		}
	}
	r.Locale = Locale{Language: regional(own.Locale, company.Locale, asked), Timezone: orElse(own.Timezone, company.Timezone)}
	if r.zone, err = time.LoadLocation(r.Timezone); err != nil {
		r.zone = time.UTC
	}
	return r, nil
}

// localeOf completes a locale with the person's own time zone, else the helpdesk's:
// a page, its PDF and the letter about it count the same days.
func (m *Manager) localeOf(ctx context.Context, who *rbac.Subject, given Locale) (Locale, error) {
	if given.Timezone != "" || who.User == 0 || who.Visitor != "" {
		return given, nil
	}
	own, err := m.svc.People.User(ctx, who, who.User)
	if err != nil {
		return given, err
	}
	if given.Timezone = own.Timezone; given.Timezone != "" {
		return given, nil
	}
	company, err := m.svc.People.Company(ctx)
	if err != nil {
		return given, err
	}
	given.Timezone = company.Timezone
	return given, nil
}

// regional is the first wish that is one, with the region of another wish for the same
// language where it has none itself: the format of paper goes by it.
func regional(wishes ...string) string {
	best, bare := "", language.Base{}
	for _, wish := range wishes {
		tag, err := language.Parse(wish)
		if err != nil || wish == "" {
			continue
		}
		base, _, region := tag.Raw()
		switch {
		case best == "" && region != (language.Region{}):
			return wish
		case best == "":
			best, bare = wish, base
		case base == bare && region != (language.Region{}):
			return base.String() + "-" + region.String()
		}
	}
	return best
}
