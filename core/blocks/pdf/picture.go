package pdf

import (
	"bytes"
	"fmt"
	"image"
	_ "image/gif" // how pictures of packages may be kept
	_ "image/jpeg"
	"image/png"

	"codeberg.org/go-pdf/fpdf"
	"image/draw"

	"pegboard.dev/pegboard/core/blocks"
)

// picture sets a picture of the package, or the text that stands for it.
func (p *printer) picture(ref *blocks.ImageRef, alt string, a at, most float64) {
	name := ""
	if ref != nil {
		name = p.register(ref.Src)
	}
	if name == "" {
		p.text(alt, body.as(italic).in(dim), a)
		return
	}
	info := p.f.GetImageInfo(name)
	w, h := info.Width(), info.Height()
	if scale := min(a.w/w, most/h, 1); scale < 1 {
		w, h = w*scale, h*scale
	}
	p.need(h)
	if p.drawing() {
		p.f.ImageOptions(name, a.x, p.y, w, h, false, fpdf.ImageOptions{ImageType: "PNG"}, 0, "")
	}
	p.y += h
}

// register puts a picture into the file, once, and returns its name there. It is
// decoded here and written anew, as the library takes few kinds of PNG.
func (p *printer) register(src string) string {
	if name, known := p.pictures[src]; known {
		return name
	}
	if src == "" || p.Picture == nil || len(p.pictures) >= maxPictures {
		return ""
	}
	p.pictures[src] = ""
	raw := p.Picture(src)
	if len(raw) == 0 || len(raw) > maxPictureBytes {
		return ""
	}
	size, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil || size.Width < 1 || size.Height < 1 || size.Width*size.Height > maxPixels {
		return ""
	}
	picture, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return ""
	}
	flat := image.NewNRGBA(image.Rect(0, 0, size.Width, size.Height))
	draw.Draw(flat, flat.Bounds(), picture, picture.Bounds().Min, draw.Src)
	var out bytes.Buffer
	if png.Encode(&out, flat) != nil {
		return ""
	}
	name := fmt.Sprintf("picture%d", len(p.pictures))
	p.f.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: "PNG"}, &out)
	p.pictures[src] = name
	return name
}
