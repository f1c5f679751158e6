package picture_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"sportello/content/picture"
)

// corners is a picture whose four quarters are red, green, blue and white, so that one
// sees how it was turned.
func corners(w, h int) *image.RGBA {
	p := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			p.Set(x, y, quarters[2*(2*y/h)+2*x/w])
		}
	}
	return p
}

var quarters = []color.RGBA{{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {255, 255, 255, 255}}

// seen names the quarters of a picture: "RGBW" is upright.
func seen(t *testing.T, data []byte) string {
	t.Helper()
	p, _, err := image.Decode(bytes.NewReader(data))
	ok(t, err)
	w, h := p.Bounds().Dx(), p.Bounds().Dy()
	var names strings.Builder
	for i := range 4 {
		r, g, b, _ := p.At(w/4+i%2*w/2, h/4+i/2*h/2).RGBA()
		near := func(v, want uint32) bool { return v>>8 < want+24 && v>>8+24 > want }
		name := "?"
		for n, q := range quarters {
			if near(r, uint32(q.R)) && near(g, uint32(q.G)) && near(b, uint32(q.B)) {
				name = "RGBW"[n : n+1]
			}
		}
		names.WriteString(name)
	}
	return names.String()
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func asJPEG(t *testing.T, p image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	ok(t, jpeg.Encode(&out, p, &jpeg.Options{Quality: 95}))
	return out.Bytes()
}

func asPNG(t *testing.T, p image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	ok(t, png.Encode(&out, p))
	return out.Bytes()
}

// exif is a block that says how the picture is turned, and where it was taken.
func exif(order binary.AppendByteOrder, orientation uint16) []byte {
	b := []byte("MM\x00*")
	if order == binary.LittleEndian {
		b = []byte("II*\x00")
	}
	b = order.AppendUint16(order.AppendUint32(b, 8), 2)
	for _, tag := range [][2]uint16{{0x0112, orientation}, {0x8825, 7}} { // 0x8825: GPS
		b = order.AppendUint32(order.AppendUint16(order.AppendUint16(b, tag[0]), 3), 1)
		b = order.AppendUint16(order.AppendUint16(b, tag[1]), 0)
	}
	return append(b, "\x00\x00\x00\x00 45.4642 N 9.19 E"...)
}

// withEXIF puts the block where a camera does.
func withEXIF(file, block []byte) []byte {
	if bytes.HasPrefix(file, []byte("\x89PNG")) {
		chunk := append(binary.BigEndian.AppendUint32(nil, uint32(len(block))), "eXIf"...)
		chunk = append(chunk, block...)
		chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
		return append(append(bytes.Clone(file[:33]), chunk...), file[33:]...) // behind the header
	}
	segment := append([]byte("Exif\x00\x00"), block...)
	head := binary.BigEndian.AppendUint16([]byte("\xff\xd8\xff\xe1"), uint16(len(segment)+2))
	return append(append(head, segment...), file[2:]...)
}

// A picture of 32 by 16 pixels, stored turned in each of the ways that there are, comes
// out upright and without what else the file held.
func TestTurnedUprightAndBare(t *testing.T) {
	t.Parallel()
	// What each orientation makes of the quarters: which of the stored ones stands at each
	// place of the upright picture.
	want := []string{1: "RGBW", 2: "GRWB", 3: "WBGR", 4: "BWRG", 5: "RBGW", 6: "BRWG", 7: "WGBR", 8: "GWRB"}
	for orientation := 1; orientation <= 8; orientation++ {
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			for _, file := range [][]byte{asJPEG(t, corners(32, 16)), asPNG(t, corners(32, 16))} {
				got, err := picture.Clean(withEXIF(file, exif(order, uint16(orientation))))
				ok(t, err)
				w, h := 32, 16
				if orientation >= 5 {
					w, h = 16, 32
				}
				if names := seen(t, got.Data); names != want[orientation] || got.Width != w || got.Height != h {
					t.Errorf("orientation %d, %s: %s of %d x %d, want %s of %d x %d", orientation, got.Type, names, got.Width, got.Height, want[orientation], w, h)
				}
				for _, data := range [][]byte{got.Data, got.Preview} {
					if bytes.Contains(data, []byte("45.4642")) || bytes.Contains(data, []byte("Exif")) {
						t.Error("the place where it was taken is still in it")
					}
				}
			}
		}
	}
}

func TestKindsOfPicture(t *testing.T) {
	t.Parallel()
	var animated bytes.Buffer
	frame := func(c color.Color) *image.Paletted {
		p := image.NewPaletted(image.Rect(0, 0, 20, 10), color.Palette{c})
		return p
	}
	ok(t, gif.EncodeAll(&animated, &gif.GIF{Image: []*image.Paletted{frame(color.RGBA{255, 0, 0, 255}), frame(color.Black)}, Delay: []int{1, 1}}))
	glass := corners(40, 40)
	glass.Set(0, 0, color.Transparent)
	for _, try := range []struct {
		name      string
		file      []byte
		mediaType string
		seen      string
		w, h      int
	}{
		{"photo", asJPEG(t, corners(5120, 2000)), "image/jpeg", "RGBW", 2560, 1000},
		{"tall", asJPEG(t, corners(30, 3001)), "image/jpeg", "RGBW", 25, 2560},
		{"screenshot", asPNG(t, corners(300, 200)), "image/png", "RGBW", 300, 200},
		{"glass", asPNG(t, glass), "image/png", "RGBW", 40, 40},
		{"gif", animated.Bytes(), "image/png", "RRRR", 20, 10},
		{"webp", webpFile(t), "image/jpeg", "RGBW", 32, 32},
	} {
		got, err := picture.Clean(try.file)
		if err != nil {
			t.Errorf("%s: %v", try.name, err)
			continue
		}
		if names := seen(t, got.Data); got.Type != try.mediaType || names != try.seen || got.Width != try.w || got.Height != try.h {
			t.Errorf("%s: %s %s of %d x %d", try.name, got.Type, names, got.Width, got.Height)
		}
		preview, err := jpeg.DecodeConfig(bytes.NewReader(got.Preview))
		ok(t, err)
		if max(preview.Width, preview.Height) > picture.PreviewSide {
			t.Errorf("%s: preview of %d x %d", try.name, preview.Width, preview.Height)
		}
	}
}

// Noise does not compress: as PNG it would be larger than what is kept.
func TestALargePNGBecomesJPEG(t *testing.T) {
	t.Parallel()
	noise := image.NewRGBA(image.Rect(0, 0, 1400, 1400))
	state := uint32(1)
	for i := range noise.Pix {
		state = state*1664525 + 1013904223
		noise.Pix[i] = byte(state >> 24)
		if i%4 == 3 {
			noise.Pix[i] = 255
		}
	}
	got, err := picture.Clean(asPNG(t, noise))
	ok(t, err)
	if got.Type != "image/jpeg" || len(got.Data) > 4<<20 {
		t.Errorf("%s of %d bytes", got.Type, len(got.Data))
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	photo := asJPEG(t, corners(64, 64))
	bomb := asPNG(t, corners(8, 8)) // says that it is 40,000 x 40,000
	binary.BigEndian.PutUint32(bomb[16:], 40_000)
	binary.BigEndian.PutUint32(bomb[20:], 40_000)
	binary.BigEndian.PutUint32(bomb[29:], crc32.ChecksumIEEE(bomb[12:29]))
	for name, try := range map[string]struct {
		file []byte
		want error
	}{
		"bomb":      {bomb, picture.ErrLarge},
		"cut off":   {photo[:len(photo)/2], picture.ErrFormat},
		"head only": {photo[:3], picture.ErrFormat},
		"empty":     {nil, picture.ErrFormat},
		"svg":       {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), picture.ErrFormat},
		"html":      {[]byte("<html>"), picture.ErrFormat},
		"webp head": {[]byte("RIFF\x00\x00\x00\x00WEBP"), picture.ErrFormat},
	} {
		if _, err := picture.Clean(try.file); !errors.Is(err, try.want) {
			t.Errorf("%s: %v, want %v", name, err, try.want)
		}
	}
}

// FuzzClean looks for a file that brings the decoding down.
func FuzzClean(f *testing.F) {
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, corners(16, 16), nil); err != nil {
		f.Fatal(err)
	}
	f.Add(withEXIF(photo.Bytes(), exif(binary.BigEndian, 6)))
	f.Add([]byte("GIF89a"))
	f.Add([]byte("\x89PNG\r\n\x1a\n"))
	f.Add([]byte("RIFF????WEBPEXIF\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, file []byte) {
		got, err := picture.Clean(file)
		if err == nil && (len(got.Data) == 0 || len(got.Preview) == 0) {
			t.Error("a picture without data")
		}
	})
}

// webpFile is corners(32, 32) as a lossless WebP: Go has no encoder.
func webpFile(t *testing.T) []byte {
	t.Helper()
	file, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(webpCorners, "\n", ""))
	ok(t, err)
	return file
}

const webpCorners = `UklGRlACAABXRUJQVlA4WAoAAAAgAAAAHwAAHwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABh
Y3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
AAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAAB
UAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAA
AAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9Y
WVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAM
ZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDggYgAAABAEAJ0BKiAAIAAAwBIloAJ0yhHA3gH4
AfsB/K+cM0C7AfsBnfYiQ0IAAP76IZf/d2/big7/9ak9IsnK/612kEYDbhVA8ZDTrTv9Ie27GjNOkUMlZN/8xkUcz8Ea5iVWAAAA`
