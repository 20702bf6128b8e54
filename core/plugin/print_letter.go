package plugin

import (
	"context"
	"net/url"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/people"
	"pegboard.dev/pegboard/core/rbac"
	"pegboard.dev/pegboard/sdk/abi"
)

// letterPrint is what the parameters of letters' PDFs are sealed as; no setting can
// have that name.
const letterPrint = "letter#"

// maxPrintParams bounds what a letter keeps of them until it is sent, in bytes.
const maxPrintParams = 4 << 10

// printOrder is what a guest wants a letter to carry, kept until the letter is sent;
// nil for nothing.
func (m *Manager) printOrder(u *unit, surface string, params abi.Params) (*people.PrintOrder, error) {
	const op = "plugin.printOrder"
	if surface == "" {
		return nil, nil
	}
	if s := u.manifest.Surface(surface); s == nil || s.Print == "" {
		return nil, core.InvalidField(op, "print", "The plugin has no surface %.40q that can be printed.", surface)
	}
	query := url.Values{}
	for _, p := range params {
		query.Set(p.Name, p.Value)
	}
	text := query.Encode()
	if len(params) > maxParams || len(text) > maxPrintParams {
		return nil, core.InvalidField(op, "print_params", "What a letter's PDF is about may have at most %d bytes.", maxPrintParams)
	}
	out := &people.PrintOrder{Surface: surface}
	if text != "" {
		out.Params = m.Vault.seal(u.manifest.ID, letterPrint, text)
	}
	return out, nil
}

// PrintOrdered makes the PDF of a plugin's letter for the person whom it goes to, who
// has not asked for it: as Print, but the guest may only read. The errors are Print's.
func (m *Manager) PrintOrdered(ctx context.Context, who *rbac.Subject, id core.PluginID, o *people.PrintOrder) (*core.Attached, error) {
	const op = "plugin.PrintOrdered"
	in := PrintInput{Params: map[string]string{}}
	if len(o.Params) > 0 {
		text, err := m.Vault.open(id, letterPrint, o.Params)
		if err != nil {
			return nil, err
		}
		query, err := url.ParseQuery(text)
		if err != nil {
			return nil, core.Wrap(op, err)
		}
		for name := range query {
			in.Params[name] = query.Get(name)
		}
	}
	p, err := m.print(ctx, op, who, id, o.Surface, in, true)
	if err != nil {
		return nil, err
	}
	return &core.Attached{Name: p.Name, Type: "application/pdf", Body: p.Body}, nil
}
