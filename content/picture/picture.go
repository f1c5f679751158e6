// Package picture makes pictures from strangers harmless: what comes out was drawn anew
// from the pixels, so nothing else that the file held survives (the place where a photo
// was taken, the camera, a script behind the image's end). It takes JPEG, PNG, GIF (the
// first frame) and WebP, told from the bytes.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/webp"
)

// Limits. A small file may unfold to a huge picture, so its size is read before its
// pixels are. The largest that is taken needs about 300 MB for the moment of its decoding
// (a progressive JPEG keeps 12 bytes for each pixel).
const (
	MaxPixels   = 25_000_000 // of what comes in: a photo of 12 megapixels, with room
	MaxSide     = 2560       // pixels, of what is kept: a page of A4 at 220 dots an inch
	PreviewSide = 640        // pixels, of the preview
)

const (
	quality        = 85      // of JPEG: text on a photographed page stays sharp
	previewQuality = 75      // of JPEG
	maxPNG         = 4 << 20 // bytes; a larger one is kept as JPEG
)

// The errors.
var (
	ErrFormat = errors.New("not a picture that can be read")
	ErrLarge  = errors.New("the picture has too many pixels")
)

// Picture is a picture ready to be shown.
type Picture struct {
	Type          string // image/jpeg or image/png
	Width, Height int    // pixels
	Data          []byte
	Preview       []byte // a smaller JPEG, at most PreviewSide on either side
}

// format is one kind of picture that is taken.
type format struct {
	magic  string // ? stands for any byte
	size   func([]byte) (image.Config, error)
	decode func([]byte) (image.Image, error)
	drawn  bool // lines and flat colours, which JPEG would blur
}

var formats = []format{
	{"\xff\xd8\xff", config(jpeg.DecodeConfig), pixels(jpeg.Decode), false},
	{"\x89PNG\r\n\x1a\n", config(png.DecodeConfig), pixels(png.Decode), true},
	{"GIF87a", config(gif.DecodeConfig), pixels(gif.Decode), true},
	{"GIF89a", config(gif.DecodeConfig), pixels(gif.Decode), true},
	{"RIFF????WEBP", config(webp.DecodeConfig), pixels(webp.Decode), false},
}

// Is reports whether the file begins as a picture of a kind that is taken.
func Is(file []byte) bool { return formatOf(file) != nil }

// Info is what a picture is, without its pixels having been read.
type Info struct {
	Type          string // image/jpeg or image/png
	Width, Height int    // pixels, as stored
	Told          bool   // there is a block of a camera in it, which may tell where it was taken
}

// Look describes a JPEG or PNG that is shown as it is. ErrFormat, ErrLarge.
func Look(file []byte) (Info, error) {
	kinds := map[string]string{"\xff\xd8\xff": "image/jpeg", "\x89PNG\r\n\x1a\n": "image/png"}
	f := formatOf(file)
	if f == nil || kinds[f.magic] == "" {
		return Info{}, ErrFormat
	}
	size, err := f.measure(file)
	return Info{Type: kinds[f.magic], Width: size.Width, Height: size.Height, Told: len(exifOf(file)) > 0}, err
}

// measure reads the size, and refuses what has none, or too many pixels.
func (f *format) measure(file []byte) (image.Config, error) {
	size, err := f.size(file)
	if err != nil {
		return size, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if size.Width < 1 || size.Height < 1 {
		return size, ErrFormat
	}
	if int64(size.Width)*int64(size.Height) > MaxPixels {
		return size, fmt.Errorf("%w: %d x %d", ErrLarge, size.Width, size.Height)
	}
	return size, nil
}

func formatOf(file []byte) *format {
	for i, f := range formats {
		if begins(file, f.magic) {
			return &formats[i]
		}
	}
	return nil
}

func begins(file []byte, magic string) bool {
	if len(file) < len(magic) {
		return false
	}
	for i := range len(magic) {
		if magic[i] != '?' && magic[i] != file[i] {
			return false
		}
	}
	return true
}

// Clean draws the picture anew, upright and at most MaxSide on either side. ErrFormat,
// ErrLarge.
func Clean(file []byte) (*Picture, error) {
	f := formatOf(file)
	if f == nil {
		return nil, ErrFormat
	}
	if _, err := f.measure(file); err != nil {
		return nil, err
	}
	decoded, err := f.decode(file)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	upright := turned(fit(decoded, MaxSide), orientation(file))
	out := &Picture{Width: upright.Bounds().Dx(), Height: upright.Bounds().Dy()}
	if out.Type, out.Data, err = encode(upright, f.drawn); err != nil {
		return nil, err
	}
	out.Preview, err = asJPEG(fit(upright, PreviewSide), previewQuality)
	return out, err
}

// fit scales the picture down to the side, and draws it anew in any case.
func fit(src image.Image, side int) *image.RGBA {
	w, h := src.Bounds().Dx(), src.Bounds().Dy()
	if longest := max(w, h); longest > side {
		w, h = max(1, w*side/longest), max(1, h*side/longest)
	}
	return reduced(src, w, h)
}

// encode keeps what was drawn, and what one can see through, as PNG while that is small.
func encode(p *image.RGBA, drawn bool) (mediaType string, data []byte, err error) {
	if drawn || !p.Opaque() {
		var out bytes.Buffer
		encoder := png.Encoder{CompressionLevel: png.BestSpeed}
		if err := encoder.Encode(&out, p); err != nil {
			return "", nil, fmt.Errorf("encode the picture: %w", err)
		}
		if out.Len() <= maxPNG {
			return "image/png", out.Bytes(), nil
		}
	}
	data, err = asJPEG(p, quality)
	return "image/jpeg", data, err
}

// asJPEG puts the picture on white.
func asJPEG(p *image.RGBA, quality int) ([]byte, error) {
	if !p.Opaque() {
		white := image.NewRGBA(p.Bounds())
		draw.Draw(white, white.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
		draw.Draw(white, white.Bounds(), p, p.Bounds().Min, draw.Over)
		p = white
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, p, &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("encode the picture: %w", err)
	}
	return out.Bytes(), nil
}
