package people

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"image"
	_ "image/jpeg" // what a logo may come as
	"image/png"
	"io"
	"strings"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/rbac"
)

const (
	brandingKey = "branding"
	logoKey     = "branding.logo"

	// MaxLogo bounds the file that a logo comes as, in bytes, and maxLogoSide its
	// picture, in pixels: what is small on the wire may be large in memory.
	MaxLogo     = 512 << 10
	maxLogoSide = 1600
	// maxLogoKept bounds the picture as it is kept, in bytes.
	maxLogoKept = 1 << 20
)

// Branding is how a helpdesk looks beside its name.
type Branding struct {
	// Accent is its colour as #rrggbb, empty for Pegboard's own.
	Accent string `json:"accent,omitempty"`
	// Logo is nil for Pegboard's mark.
	Logo *Logo `json:"logo,omitempty"`
}

// Logo describes a picture that is kept as PNG.
type Logo struct {
	// Hash names the picture: another one has another name.
	Hash   string `json:"hash"`
	Width  int    `json:"width"` // pixels
	Height int    `json:"height"`
}

// Path is where the helpdesk shows it.
func (l *Logo) Path() string { return "/brand/" + l.Hash + ".png" }

// Branding returns how the helpdesk looks, for anybody.
func (s *Service) Branding(ctx context.Context) (*Branding, error) {
	b := &Branding{}
	raw, err := s.Stores.Settings.Setting(ctx, brandingKey)
	if err == nil && raw != nil {
		err = json.Unmarshal(raw, b)
	}
	return b, core.Wrap("people.Branding", err)
}

// LogoImage returns the picture with that name, PNG, for anybody. KindNotFound
// when it is another one by now.
func (s *Service) LogoImage(ctx context.Context, hash string) ([]byte, error) {
	const op = "people.LogoImage"
	raw, err := s.Stores.Settings.Setting(ctx, logoKey)
	if err != nil {
		return nil, core.Wrap(op, err)
	}
	var kept struct {
		Hash string `json:"hash"`
		PNG  []byte `json:"png"`
	}
	if raw != nil {
		if err := json.Unmarshal(raw, &kept); err != nil {
			return nil, core.Wrap(op, err)
		}
	}
	if hash == "" || kept.Hash != hash {
		return nil, errGone(op)
	}
	return kept.PNG, nil
}

// SetAccent chooses the helpdesk's colour, empty for Pegboard's own; who needs
// settings.company. KindInvalid names accent for a colour that cannot be read.
func (s *Service) SetAccent(ctx context.Context, who *rbac.Subject, accent string) (*Branding, error) {
	const op = "people.SetAccent"
	accent = strings.ToLower(strings.TrimSpace(accent))
	return s.changeBranding(ctx, op, who, func(ctx context.Context, b *Branding) error {
		b.Accent = accent
		return checkAccent(op, accent)
	})
}

// SetLogo takes a PNG or JPEG of at most MaxLogo bytes as the helpdesk's logo; who
// needs settings.company. The picture is drawn anew: nothing but its pixels is
// kept. KindInvalid names logo.
func (s *Service) SetLogo(ctx context.Context, who *rbac.Subject, r io.Reader) (*Branding, error) {
	const op = "people.SetLogo"
	if err := who.Require(op, keyCompany); err != nil {
		return nil, err // before a byte is read
	}
	logo, picture, err := readLogo(op, r)
	if err != nil {
		return nil, err
	}
	return s.changeBranding(ctx, op, who, func(ctx context.Context, b *Branding) error {
		b.Logo = logo
		raw, err := json.Marshal(map[string]any{"hash": logo.Hash, "png": picture})
		if err != nil {
			return err
		}
		return s.Stores.Settings.PutSetting(ctx, logoKey, raw)
	})
}

// RemoveLogo goes back to Pegboard's mark; who needs settings.company.
func (s *Service) RemoveLogo(ctx context.Context, who *rbac.Subject) (*Branding, error) {
	return s.changeBranding(ctx, "people.RemoveLogo", who, func(ctx context.Context, b *Branding) error {
		b.Logo = nil
		return s.Stores.Settings.PutSetting(ctx, logoKey, json.RawMessage("{}"))
	})
}

func (s *Service) changeBranding(ctx context.Context, op string, who *rbac.Subject, fn func(ctx context.Context, b *Branding) error) (*Branding, error) {
	var after *Branding
	err := s.changePlain(ctx, op, who, func(ctx context.Context, c *change) error {
		if err := c.who.Require(op, keyCompany); err != nil {
			return err
		}
		before, err := s.Branding(ctx)
		if err != nil {
			return err
		}
		b := *before
		after = &b
		if err := fn(ctx, after); err != nil {
			return err
		}
		raw, err := json.Marshal(after)
		if err != nil {
			return err
		}
		if err := s.Stores.Settings.PutSetting(ctx, brandingKey, raw); err != nil {
			return err
		}
		return c.record(ctx, "settings.branding_changed", "settings", brandingKey, before, after)
	})
	if err != nil {
		return nil, err
	}
	return after, nil
}

// readLogo decodes a picture and draws it anew.
func readLogo(op string, r io.Reader) (*Logo, []byte, error) {
	bad := func(format string, args ...any) (*Logo, []byte, error) {
		return nil, nil, core.InvalidField(op, "logo", format, args...)
	}
	file, err := io.ReadAll(io.LimitReader(r, MaxLogo+1))
	if err != nil {
		return nil, nil, core.Wrap(op, err)
	}
	if len(file) > MaxLogo {
		return bad("A logo may have %d KB at most.", MaxLogo>>10)
	}
	about, kind, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return bad("This is not a picture that can be read. Use PNG or JPEG.")
	}
	if about.Width > maxLogoSide || about.Height > maxLogoSide || about.Width < 1 || about.Height < 1 {
		return bad("This picture has %d × %d pixels; a logo has %d at most on either side.", about.Width, about.Height, maxLogoSide)
	}
	picture, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return bad("This %s is damaged.", strings.ToUpper(kind))
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, picture); err != nil {
		return nil, nil, core.Wrap(op, err)
	}
	if out.Len() > maxLogoKept {
		return bad("This picture is too detailed for a logo. Make it smaller.")
	}
	sum := sha256.Sum256(out.Bytes())
	return &Logo{Hash: hex.EncodeToString(sum[:8]), Width: about.Width, Height: about.Height}, out.Bytes(), nil
}
