package people

import (
	"context"
	"encoding/json"
	"slices"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

const progressKey = "setup.progress"

// SetupSteps are what is left to do once there is an owner, in their order. None
// of them is needed; the settings have them all.
var SetupSteps = []string{"company", "looks", "mail", "plugins", "people"}

// SetupProgress is how far a new helpdesk is set up: the same for all who do it,
// so that one goes on where another stopped.
type SetupProgress struct {
	// Done are the steps that somebody has been through.
	Done []string `json:"done"`
	// Finished: nobody is asked to go on any more.
	Finished bool `json:"finished"`
}

// SetupProgress returns how far set-up is; who needs settings.edit. A helpdesk
// that was not set up by its first visitor is finished.
func (s *Service) SetupProgress(ctx context.Context, who *rbac.Subject) (*SetupProgress, error) {
	const op = "people.SetupProgress"
	if err := who.Require(op, keySettingsEdit); err != nil {
		return nil, err
	}
	p, err := s.setupProgress(ctx)
	return p, core.Wrap(op, err)
}

// SettingUp reports whether who should be asked to go on with set-up.
func (s *Service) SettingUp(ctx context.Context, who *rbac.Subject) (bool, error) {
	if !who.Holds(keySettingsEdit) {
		return false, nil
	}
	p, err := s.setupProgress(ctx)
	return err == nil && !p.Finished, core.Wrap("people.SettingUp", err)
}

func (s *Service) setupProgress(ctx context.Context) (*SetupProgress, error) {
	p := &SetupProgress{Finished: true}
	raw, err := s.Stores.Settings.Setting(ctx, progressKey)
	if err == nil && raw != nil {
		err = json.Unmarshal(raw, p)
	}
	return p, err
}

// SaveSetupProgress keeps how far set-up is; who needs settings.edit. KindInvalid
// names done for a step that there is not.
func (s *Service) SaveSetupProgress(ctx context.Context, who *rbac.Subject, p SetupProgress) (*SetupProgress, error) {
	const op = "people.SaveSetupProgress"
	if slices.ContainsFunc(p.Done, func(step string) bool { return !slices.Contains(SetupSteps, step) }) {
		return nil, core.InvalidField(op, "done", "The steps are %q.", SetupSteps)
	}
	slices.Sort(p.Done)
	p.Done = slices.Compact(p.Done)
	err := s.changePlain(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := c.who.Require(op, keySettingsEdit); err != nil {
			return err
		}
		return s.putProgress(ctx, p)
	})
	if err != nil {
		return nil, err
	}
	return &p, nil
}

func (s *Service) putProgress(ctx context.Context, p SetupProgress) error {
	raw, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return s.Stores.Settings.PutSetting(ctx, progressKey, raw)
}
