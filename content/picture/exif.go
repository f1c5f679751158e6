package picture

import (
	"bytes"
	"encoding/binary"
	"image"
)

// orientation is how the picture must be turned to stand upright: the tag Orientation of
// Exif (CIPA DC-008, table 17), 1 to 8; 1, which is upright, where there is none.
func orientation(file []byte) int {
	block := exifOf(file)
	if len(block) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if bytes.HasPrefix(block, []byte("II*\x00")) {
		order = binary.LittleEndian
	} else if !bytes.HasPrefix(block, []byte("MM\x00*")) {
		return 1
	}
	at := int(order.Uint32(block[4:]))
	if at < 8 || at > len(block)-2 {
		return 1
	}
	for entries := int(order.Uint16(block[at:])); entries > 0; entries-- {
		entry := at + 2 + 12*(entries-1)
		if entry > len(block)-12 {
			continue // cut off
		}
		const tagOrientation = 0x0112
		if order.Uint16(block[entry:]) != tagOrientation {
			continue
		}
		if value := int(order.Uint16(block[entry+8:])); value >= 1 && value <= 8 {
			return value
		}
	}
	return 1
}

// exifOf finds the Exif block, which is a TIFF file, in a JPEG, PNG or WebP.
func exifOf(file []byte) []byte {
	switch {
	case begins(file, "\xff\xd8"):
		return exifOfJPEG(file[2:])
	case begins(file, "\x89PNG"):
		return chunk(file[8:], binary.BigEndian, 4, "eXIf", 4, 1)
	case begins(file, "RIFF????WEBP"):
		return bytes.TrimPrefix(chunk(file[12:], binary.LittleEndian, 0, "EXIF", 0, 2), []byte("Exif\x00\x00"))
	}
	return nil
}

// exifOfJPEG looks through the segments before the pixels.
func exifOfJPEG(rest []byte) []byte {
	for len(rest) >= 4 && rest[0] == 0xff && rest[1] != 0xda {
		size := int(binary.BigEndian.Uint16(rest[2:]))
		if size < 2 || size+2 > len(rest) {
			return nil
		}
		body := rest[4 : 2+size]
		if block, ok := bytes.CutPrefix(body, []byte("Exif\x00\x00")); ok && rest[1] == 0xe1 {
			return block
		}
		rest = rest[2+size:]
	}
	return nil
}

// chunk finds a chunk of PNG (its size before its name, a checksum behind it) or of RIFF
// (its size behind its name, an even number of bytes).
func chunk(rest []byte, order binary.ByteOrder, nameAt int, name string, behind, multiple int) []byte {
	for len(rest) >= 8 {
		size := int64(order.Uint32(rest[4-nameAt:]))
		found := string(rest[nameAt:nameAt+4]) == name
		rest = rest[8:]
		if size > int64(len(rest)) {
			return nil
		}
		if found {
			return rest[:size]
		}
		next := (size+int64(multiple)-1)/int64(multiple)*int64(multiple) + int64(behind)
		if next > int64(len(rest)) {
			return nil
		}
		rest = rest[next:]
	}
	return nil
}

// turned is the picture upright.
func turned(src *image.RGBA, orientation int) *image.RGBA {
	if orientation == 1 {
		return src
	}
	w, h := src.Bounds().Dx(), src.Bounds().Dy()
	width, height := w, h
	if orientation >= 5 {
		width, height = h, w
	}
	dst := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			sx, sy := sourceOf(x, y, w, h, orientation)
			copy(dst.Pix[dst.PixOffset(x, y):][:4], src.Pix[src.PixOffset(sx, sy):])
		}
	}
	return dst
}

// sourceOf is where the pixel at x, y of the upright picture is in one of w by h that is
// stored by the orientation.
func sourceOf(x, y, w, h, orientation int) (sx, sy int) {
	switch orientation {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, h - 1 - x
	case 7:
		return w - 1 - y, h - 1 - x
	case 8:
		return w - 1 - y, x
	}
	return x, y
}
