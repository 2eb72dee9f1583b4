package draw

import "math"

// Standard normals are drawn by a ziggurat of 256 layers of equal area (Marsaglia and Tsang 2000). One word of 64 bits gives
// the layer in its last 8 bits and the place across it, with sign, in its first 53. In 98.8% of draws that is all. The other draws
// go on with words that follow from the first, so a draw is still a function of the key and the path number alone.

const (
	layerCount = 256
	// tailStart is where the base layer ends and the tail begins, for which 256 layers of equal area end exactly at the mode.
	tailStart = 3.6541528853610088
	places    = 1 << 52 // across half a layer
)

// layer is what nearly every draw needs of a layer of the ziggurat.
type layer struct {
	scale float64 // width of the layer over places
	inner int64   // places that lie wholly under the curve: those of the next layer's width
}

// layers are the layers from the base up; heights[i] is the height of the density at the lower edge of layer i, without its
// 1/√2π, and heights[i+1] that at its upper edge.
var layers, heights = ziggurat()

// ziggurat builds the layers. The base is a strip that ends at tailStart and the tail beyond, taken together as a strip of the
// same area; the last layer ends at the mode.
func ziggurat() (*[layerCount]layer, *[layerCount + 1]float64) {
	area := tailStart*density(tailStart) + math.Sqrt(math.Pi/2)*math.Erfc(tailStart/math.Sqrt2)
	var t [layerCount]layer
	var h [layerCount + 1]float64
	width, next := area/density(tailStart), tailStart
	for i := range t {
		t[i] = layer{scale: width / places, inner: int64(next / width * places)}
		h[i+1] = density(next)
		width = next
		if i < layerCount-2 {
			next = math.Sqrt(-2 * math.Log(h[i+1]+area/width))
		} else {
			next = 0
		}
	}
	return &t, &h
}

// density is that of the standard normal without its 1/√2π.
func density(x float64) float64 { return math.Exp(-x * x / 2) }

// Normal gives draw i as a standard normal.
func (k Key) Normal(i uint64) float64 {
	w := k.Uint64(i)
	l := &layers[uint8(w)]
	if j := int64(w) >> 11; uint64(j+l.inner) < uint64(2*l.inner) {
		return float64(j) * l.scale
	}
	return slowNormal(w)
}

// Normals sets dst[m] to keys[m].Normal(i) for every key; dst is at least as long as keys.
func Normals(dst []float64, keys []Key, i uint64) {
	dst = dst[:len(keys)]
	step := (i + 1) * golden
	done := eights(dst, keys, step)
	normalsEach(dst[done:], keys[done:], step)
}

// normalsEach draws from each key at a step on its cycle.
func normalsEach(dst []float64, keys []Key, step uint64) {
	dst = dst[:len(keys)]
	t := layers
	for m, k := range keys {
		w := mix(uint64(k) + step)
		l := &t[uint8(w)]
		j := int64(w) >> 11
		dst[m] = float64(j) * l.scale
		if uint64(j+l.inner) >= uint64(2*l.inner) {
			dst[m] = slowNormal(w)
		}
	}
}

// slowNormal finishes a draw whose first word w is not wholly under the curve: it is under the slope of its layer, in the tail,
// or no draw, and then the next word decides.
//
//go:noinline
func slowNormal(w uint64) float64 {
	s := words(w)
	for {
		l := &layers[uint8(w)]
		j := int64(w) >> 11
		x := float64(j) * l.scale
		if uint64(j+l.inner) < uint64(2*l.inner) {
			return x
		}
		if uint8(w) == 0 {
			return s.tail(x < 0)
		}
		if i := uint8(w); heights[i]+unit(s.next())*(heights[int(i)+1]-heights[i]) < density(x) {
			return x
		}
		w = s.next()
	}
}

// words are further words that follow from a first one.
type words uint64

func (s *words) next() uint64 {
	*s += 0xd1342543de82ef95 // another odd step than that of the streams
	return mix(uint64(*s))
}

// tail draws a normal beyond tailStart by Marsaglia's method: an exponential, thinned.
func (s *words) tail(negative bool) float64 {
	for {
		x := -math.Log(unit(s.next())) / tailStart
		if y := -math.Log(unit(s.next())); 2*y >= x*x {
			if negative {
				return -tailStart - x
			}
			return tailStart + x
		}
	}
}
