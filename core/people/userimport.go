package people

import (
	"context"
	"errors"
	"fmt"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

const keyImport rbac.Key = "people.import"

// Imported is what becomes of one row.
type Imported struct {
	ImportRow
	// Kind and Roles (slugs) as they are understood.
	Kind  Kind
	Roles []string
	// Invited is true for who gets an invitation instead of an account.
	Invited bool
	// Problems are sentences by field; "" is about the row as a whole.
	Problems map[string]string
}

// ImportUsers makes people from rows, all of them or nobody: each as CreateUser
// would be asked to, without a password. who needs people.import, manages every
// role given (without any, people of the implicit roles), and reaches the
// organizations with people.member.create. With invite, who would be an
// employee is sent an invitation instead; that needs people.invite and a mail
// server (KindUnavailable).
//
// With dry nothing is saved, and the answer says what is wrong with which row.
// Otherwise one such row is KindInvalid, naming fields such as "lines[3].email".
func (s *Service) ImportUsers(ctx context.Context, who *rbac.Subject, rows []ImportRow, invite, dry bool) ([]Imported, error) {
	const op = "people.ImportUsers"
	if err := who.Require(op, keyImport); err != nil {
		return nil, err
	}
	if len(rows) == 0 || len(rows) > MaxImport {
		return nil, core.InvalidField(op, "csv", "Give 1 to %d people.", MaxImport)
	}
	if invite {
		if err := who.Require(op, keyInvite); err != nil {
			return nil, err
		}
		if err := s.needMail(ctx, op); err != nil {
			return nil, err
		}
	}
	against := s.willImport(ctx, who, rows)
	var out []Imported
	undone := errors.New("nothing is saved")
	err := s.changeAccess(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := c.who.Require(op, keyImport); err != nil {
			return err
		}
		if invite {
			if err := c.who.Require(op, keyInvite); err != nil {
				return err
			}
		}
		m := importer{change: c, op: op, invite: invite, lines: map[string]int{}, organizations: map[string]*Organization{}, against: against}
		bad := map[string]string{}
		for _, row := range rows {
			done, err := m.row(ctx, row)
			if err != nil {
				return err
			}
			for field, problem := range done.Problems {
				bad[fmt.Sprintf("lines[%d].%s", row.Line, field)] = problem
			}
			out = append(out, done)
		}
		if dry {
			return undone
		}
		if len(bad) > 0 {
			return &core.Error{Op: op, Kind: core.KindInvalid, Msg: "Nobody was imported: some lines need another look.", Fields: bad}
		}
		return c.record(ctx, "people.imported", "person", "", nil, map[string]int{"people": len(rows)})
	})
	if errors.Is(err, undone) {
		err = nil
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// importer is one import while its transaction runs.
type importer struct {
	*change
	op            string
	invite        bool
	lines         map[string]int // by address
	organizations map[string]*Organization
	against       map[int]error // by line: what a plugin has against it
}

// willImport asks plugins about each row that looks like a person, lets them change
// it, and returns what they have against which.
func (s *Service) willImport(ctx context.Context, who *rbac.Subject, rows []ImportRow) map[int]error {
	against := map[int]error{}
	if !s.asks(WillCreatePerson) {
		return against
	}
	for i := range rows {
		in := PersonInput{Name: rows[i].Name, Email: rows[i].Email, Phone: rows[i].Phone}
		if err := s.willCreate(ctx, who, &in); err != nil {
			against[rows[i].Line] = err
			continue
		}
		rows[i].Name, rows[i].Phone = in.Name, in.Phone
	}
	return against
}

// row makes one person, or says what stands against it. The error is a failure
// that is not the row's.
func (m *importer) row(ctx context.Context, row ImportRow) (Imported, error) {
	out := Imported{ImportRow: row, Problems: map[string]string{}}
	in := PersonInput{Name: row.Name, Email: row.Email, Phone: row.Phone}
	m.read(&out, &in)
	if err := m.organization(ctx, &out, &in); err != nil {
		return out, err
	}
	if out.Problems["email"] == "" {
		// Making the person would find this too, but only once all else is right.
		if id, err := m.s.byEmail(ctx, in.Email); err != nil {
			return out, err
		} else if id != 0 {
			out.Problems["email"] = "Somebody with this e-mail address exists already."
		}
	}
	if len(out.Problems) > 0 {
		return out, nil
	}
	if err := m.against[row.Line]; err != nil {
		return out, m.refusal(&out, err)
	}
	return out, m.refusal(&out, m.create(ctx, &out, in))
}

// read understands what a row says in words.
func (m *importer) read(out *Imported, in *PersonInput) {
	if in.Email == "" {
		out.Problems["email"] = "An address is needed."
	} else if line := m.lines[NormalEmail(in.Email)]; line != 0 {
		out.Problems["email"] = fmt.Sprintf("Line %d has the same address.", line)
	} else {
		m.lines[NormalEmail(in.Email)] = out.Line
	}
	for _, word := range out.ImportRow.Roles {
		slug := ""
		for i := range m.policy.Roles {
			if r := &m.policy.Roles[i]; Fold(word) == Fold(r.Slug) || Fold(word) == Fold(r.Name) {
				slug = r.Slug
			}
		}
		if slug == "" {
			out.Problems["roles"] = fmt.Sprintf("There is no role %.40q.", word)
		} else {
			out.Roles = append(out.Roles, slug)
		}
	}
	in.Roles, out.Kind = out.Roles, kindOf(m.policy, out.Roles)
	switch Fold(out.ImportRow.Kind) {
	case "":
	case "employee":
		in.Kind = Employee
		if out.Kind != Employee && out.Problems["roles"] == "" {
			out.Problems["roles"] = "An employee needs a role for employees."
		}
	case "user", "customer":
		if out.Kind == Employee {
			out.Problems["kind"] = "A customer has no role for employees."
		}
	default:
		out.Problems["kind"] = "Write employee or customer."
	}
	if err := rbac.CheckRoles(m.policy, out.Roles); err != nil && out.Problems["roles"] == "" {
		out.Problems["roles"] = sentence(err)
	}
	out.Invited = m.invite && out.Kind == Employee
}

// organization finds the one that a row names, if it may get members from who
// imports. One that is hidden reads like one that is missing.
func (m *importer) organization(ctx context.Context, out *Imported, in *PersonInput) error {
	name := out.Organization
	if name == "" {
		return nil
	}
	if out.Invited {
		out.Problems["organization"] = "Who is invited as an employee comes without an organization."
		return nil
	}
	o, known := m.organizations[Fold(name)]
	if !known {
		list, err := m.s.Stores.Organizations.ListOrganizations(ctx, &OrganizationQuery{Reach: everybody, Prefix: Fold(name), Limit: core.MaxPageSize})
		if err != nil {
			return err
		}
		for i := range list {
			if Fold(list[i].Name) == Fold(name) {
				o = &list[i]
			}
		}
		m.organizations[Fold(name)] = o
	}
	missing := fmt.Sprintf("There is no organization %.60q.", name)
	if o == nil {
		out.Problems["organization"] = missing
		return nil
	}
	err := m.s.mayOrganization(ctx, m.op, m.who, keyMemberCreate, o.ID)
	switch {
	case core.IsKind(err, core.KindNotFound):
		out.Problems["organization"] = missing
	case core.IsKind(err, core.KindForbidden):
		out.Problems["organization"] = sentence(err)
	case err != nil:
		return err
	}
	in.Organization = o.ID
	return nil
}

// create makes the person or their invitation, as far as who imports may.
func (m *importer) create(ctx context.Context, out *Imported, in PersonInput) error {
	for _, slug := range in.Roles {
		if err := rbac.CanGive(m.who, m.policy, slug); err != nil {
			return err
		}
	}
	if len(in.Roles) == 0 && !rbac.CanManage(m.who, m.policy, &rbac.Person{}) {
		return errForbidden(m.op, "You do not manage such people.")
	}
	if !out.Invited {
		_, err := m.createUser(ctx, m.op, in, "")
		return err
	}
	v := &Invitation{Roles: in.Roles}
	var err error
	if v.Name, err = checkName(m.op, "name", in.Name); err != nil {
		return err
	}
	if v.Email, err = checkEmail(m.op, "email", in.Email); err != nil {
		return err
	}
	return m.change.invite(ctx, m.op, v, newSecret())
}

// refusal turns what stands against a row into its problems, and gives back
// what is no fault of the row.
func (m *importer) refusal(out *Imported, err error) error {
	var e *core.Error
	if err == nil || !asCore(err, &e) {
		return err
	}
	switch e.Kind {
	case core.KindConflict:
		out.Problems["email"] = e.Msg
	case core.KindForbidden:
		out.Problems["roles"] = e.Msg
	case core.KindInvalid:
		for field, msg := range e.Fields {
			out.Problems[field] = msg
		}
	default:
		return err
	}
	return nil
}
