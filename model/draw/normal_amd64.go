package draw

import (
	"encoding/binary"
	"math/bits"

	"commitcast/model/internal/vector"
)

//go:noescape
func normals8(dst *float64, keys *Key, groups int, step uint64, t *[layerCount]layer, missed *uint8)

// eightsAtOnce is how many eights normals8 is given at once.
const eightsAtOnce = 64

// eights is normalsEach for as many eights of keys as there are, where the processor has the instructions, and tells for how many keys
// that is.
func eights(dst []float64, keys []Key, step uint64) (done int) {
	if !vector.Wide {
		return 0
	}
	var missed [eightsAtOnce]uint8
	for len(keys) >= 8 {
		n := min(len(keys)/8, eightsAtOnce)
		normals8(&dst[0], &keys[0], n, step, layers, &missed[0])
		clear(missed[n:])
		for at := 0; at < n; at += 8 {
			for m := binary.LittleEndian.Uint64(missed[at:]); m != 0; m &= m - 1 {
				i := at*8 + bits.TrailingZeros64(m)
				dst[i] = slowNormal(mix(uint64(keys[i]) + step))
			}
		}
		dst, keys, done = dst[8*n:], keys[8*n:], done+8*n
	}
	return done
}
