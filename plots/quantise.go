package plots

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// Of a palette's colours these many are the most frequent ones of the picture; the rest is spread over the others.
const (
	paletteSize = 256
	exactShades = 64
)

// paletted is the picture in at most 256 colours. A chart has few colours but many shades of them at the edges of its
// letters: the frequent ones are kept as they are, the others become the nearest of an even choice. The file is a third as
// large, and the difference cannot be seen.
func paletted(img *image.RGBA) *image.Paletted {
	count := countColours(img)
	all := make([]shade, 0, len(count))
	for c, n := range count {
		all = append(all, shade{c, n})
	}
	slices.SortFunc(all, func(a, b shade) int { return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.rgb, b.rgb)) })
	kept, place := chooseShades(all)
	out := image.NewPaletted(img.Bounds(), nil)
	for _, c := range kept {
		out.Palette = append(out.Palette, color.RGBA{R: uint8(c >> 16), G: uint8(c >> 8), B: uint8(c), A: 255})
	}
	index := make(map[uint32]uint8, len(all))
	for i, s := range all {
		index[s.rgb] = place[i]
	}
	last, at := uint32(1<<31), uint8(0)
	for i := range out.Pix {
		if c := pixel(img, i); c != last {
			last, at = c, index[c]
		}
		out.Pix[i] = at
	}
	return out
}

// chooseShades picks the colours to keep, the most frequent first and then, again and again, the one that is farthest from
// all kept ones; place is the nearest kept one of each.
func chooseShades(all []shade) (kept []uint32, place []uint8) {
	place = make([]uint8, len(all))
	off := make([]int, len(all))
	for i := range off {
		off[i] = 1 << 30
	}
	for len(kept) < min(len(all), paletteSize) {
		next := len(kept)
		if next >= exactShades {
			for i := range off {
				if off[i] > off[next] || off[next] == 0 {
					next = i
				}
			}
		}
		if off[next] == 0 {
			break
		}
		for i, s := range all {
			if d := apart(s.rgb, all[next].rgb); d < off[i] {
				off[i], place[i] = d, uint8(len(kept))
			}
		}
		kept = append(kept, all[next].rgb)
	}
	return kept, place
}

// apart is the square of the distance of two colours.
func apart(a, b uint32) int {
	d := 0
	for shift := 0; shift < 24; shift += 8 {
		e := int(a>>shift&0xFF) - int(b>>shift&0xFF)
		d += e * e
	}
	return d
}

// shade is a colour and how many pixels have it.
type shade struct {
	rgb   uint32
	count int
}

// pixel is the colour of the i-th pixel of an opaque picture whose rows follow each other.
func pixel(img *image.RGBA, i int) uint32 {
	p := img.Pix[4*i : 4*i+3]
	return uint32(p[0])<<16 | uint32(p[1])<<8 | uint32(p[2])
}

func countColours(img *image.RGBA) map[uint32]int {
	count := map[uint32]int{}
	run, last := 0, pixel(img, 0)
	for i := range len(img.Pix) / 4 {
		c := pixel(img, i)
		if c != last {
			count[last] += run
			last, run = c, 0
		}
		run++
	}
	count[last] += run
	return count
}
