package app

import (
	"context"
	"errors"
	"io"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/httpapi"
	"pegboard.dev/pegboard/core/plugin"
	"pegboard.dev/pegboard/core/rbac"
)

// Preview implements httpapi.PluginLife.
func (p plugins) Preview(ctx context.Context, who *rbac.Subject, pkg io.Reader, how httpapi.PluginUpload) (*httpapi.PluginPreview, error) {
	body, err := packageOf(who, pkg)
	if err != nil {
		return nil, err
	}
	v, err := p.m.Preview(ctx, who, body, howOf(how))
	if err != nil {
		return nil, err
	}
	m, powers := v.Manifest, plugin.Powers(v.Manifest)
	return &httpapi.PluginPreview{
		ID: string(m.ID), Name: m.Name, Version: m.Version, Publisher: m.Publisher, Description: m.Description, Signed: v.Signed, Hash: v.Hash,
		Installed: orNull(v.Installed), Enabled: v.Enabled, Risk: core.RiskOf(powers), Powers: powers,
		Features: featuresOf(m.RBAC()), Diff: v.Diff, Consent: v.Consent, Roles: roleEffects(v.Roles), Same: v.Same, Refused: orNull(v.Refused),
		Papers: papersOf(v.Papers),
	}, nil
}

// Install implements httpapi.PluginLife.
func (p plugins) Install(ctx context.Context, who *rbac.Subject, pkg io.Reader, how httpapi.PluginUpload) (*httpapi.Plugin, error) {
	body, err := packageOf(who, pkg)
	if err != nil {
		return nil, err
	}
	id, err := p.m.Install(ctx, who, body, howOf(how))
	if err != nil {
		return nil, err
	}
	return p.get(ctx, who, id)
}

func howOf(how httpapi.PluginUpload) plugin.How {
	return plugin.How{Consent: how.Consent, Reload: how.Reload}
}

// packageOf reads an upload of somebody who may send one.
func packageOf(who *rbac.Subject, pkg io.Reader) ([]byte, error) {
	const op = "app.packageOf"
	if err := who.Require(op, "settings.plugins"); err != nil {
		return nil, err // before a byte of the package is read
	}
	body, err := io.ReadAll(pkg)
	var known *core.Error
	if err != nil && !errors.As(err, &known) {
		err = &core.Error{Op: op, Kind: core.KindInvalid, Msg: "The package did not arrive whole.", Err: err}
	}
	return body, err
}

// Rollback implements httpapi.PluginLife.
func (p plugins) Rollback(ctx context.Context, who *rbac.Subject, id core.PluginID) (*httpapi.Plugin, error) {
	if err := p.m.Rollback(ctx, who, id); err != nil {
		return nil, err
	}
	return p.get(ctx, who, id)
}

// SetQuota implements httpapi.PluginLife.
func (p plugins) SetQuota(ctx context.Context, who *rbac.Subject, id core.PluginID, q core.PluginQuota) (*httpapi.Plugin, error) {
	if err := p.m.SetQuota(ctx, who, id, q); err != nil {
		return nil, err
	}
	return p.get(ctx, who, id)
}

// Uninstall implements httpapi.PluginLife.
func (p plugins) Uninstall(ctx context.Context, who *rbac.Subject, id core.PluginID, data string) (*core.PluginReceipt, error) {
	return p.m.Uninstall(ctx, who, id, data)
}

// Export implements httpapi.PluginLife.
func (p plugins) Export(ctx context.Context, who *rbac.Subject, id core.PluginID) (string, func(context.Context, io.Writer) error, error) {
	e, err := p.m.OpenExport(ctx, who, id)
	if err != nil {
		return "", nil, err
	}
	return e.Name(), e.Write, nil
}
