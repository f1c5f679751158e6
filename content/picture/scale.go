package picture

import (
	"image"
	"image/draw"
)

// strip is how many rows of a source are unpacked at a time.
const strip = 32

// reduced is the picture drawn w by h, not larger than it is. Each pixel is the mean of
// the area that it covers, so fine print stays readable. It goes through the source once,
// a few rows at a time: the scalers of x/image keep 32 bytes for each pixel of a picture as
// wide as the result and as high as the source.
func reduced(src image.Image, w, h int) *image.RGBA {
	from := src.Bounds()
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	rows := image.NewRGBA(image.Rect(0, 0, from.Dx(), strip))
	sums, line := make([]float32, 4*w), make([]float32, 4*w)
	scale := float32(h) / float32(from.Dy()) // at most 1
	y, filled := 0, float32(0)               // the row being summed, and how much of it there is
	for top := 0; top < from.Dy(); top += strip {
		draw.Draw(rows, rows.Bounds(), src, image.Pt(from.Min.X, from.Min.Y+top), draw.Src)
		for row := range min(strip, from.Dy()-top) {
			narrow(line, rows.Pix[row*rows.Stride:][:4*from.Dx()])
			last := top+row == from.Dy()-1
			for left := scale; left > 0; {
				part := min(left, 1-filled)
				for i, v := range line {
					sums[i] += part * v
				}
				filled, left = filled+part, left-part
				if (filled >= 0.9999 || last) && y < h {
					store(dst.Pix[y*dst.Stride:][:4*w], sums, filled)
					clear(sums)
					y, filled = y+1, 0
				}
				if left < 0.0001 {
					break // what rounding left over
				}
			}
		}
	}
	return dst
}

// narrow makes a row of a source as wide as the line.
func narrow(line []float32, row []byte) {
	wide, source := len(line)/4, len(row)/4
	scale := float64(source) / float64(wide) // at least 1
	for x := range wide {
		from, to := float64(x)*scale, float64(x+1)*scale
		var r, g, b, a, weight float32
		for sx := int(from); sx < source && float64(sx) < to; sx++ {
			share := float32(min(to, float64(sx+1)) - max(from, float64(sx)))
			p := row[4*sx:][:4]
			r, g, b, a = r+share*float32(p[0]), g+share*float32(p[1]), b+share*float32(p[2]), a+share*float32(p[3])
			weight += share
		}
		out := line[4*x:][:4]
		out[0], out[1], out[2], out[3] = r/weight, g/weight, b/weight, a/weight
	}
}

func store(pix []byte, sums []float32, filled float32) {
	for i, sum := range sums {
		pix[i] = byte(min(sum/filled+0.5, 255))
	}
}
