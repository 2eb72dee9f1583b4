package draw

// Key names a stream of random numbers. Draw i of the stream is a pure function of the key and i.
//
// The draws are the outputs of SplitMix64 (Steele, Lea and Flood 2014, with Stafford's thirteenth mixer) started from the key:
// draw 0 is the first output. Keys of other names start at other places of its one cycle of 2^64, as if at random.
type Key uint64

// golden is the increment of SplitMix64: 2^64 over the golden ratio, made odd.
const golden = 0x9e3779b97f4a7c15

// MinUniform and MaxUniform are the smallest and the largest number that Uniform and a Design give.
const (
	MinUniform = 0x1p-53
	MaxUniform = 1 - 0x1p-53
)

// KeyOf gives the stream of a name under a seed.
func KeyOf(seed uint64, name string) Key {
	const offset, prime = 0xcbf29ce484222325, 0x100000001b3 // FNV-1a of 64 bits
	h := uint64(offset)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * prime
	}
	return Key(mix(mix(h) ^ mix(seed+golden)))
}

// Month gives the stream of one month of a process; m is any numbering of calendar months.
func (k Key) Month(m int32) Key { return k.sub(uint64(uint32(m))) }

// sub gives the n-th of the streams that a stream is the parent of.
func (k Key) sub(n uint64) Key { return Key(mix(uint64(k) + mix((n+1)*golden))) }

// Uint64 gives draw i as 64 random bits.
func (k Key) Uint64(i uint64) uint64 { return mix(uint64(k) + (i+1)*golden) }

// Uniform gives draw i as a number from MinUniform to MaxUniform: never 0 or 1, and symmetric about a half.
func (k Key) Uniform(i uint64) float64 { return unit(k.Uint64(i)) }

// unit gives the midpoint of the cell of width 2^-52 that the leading bits of w name. With a bit more, the last midpoint would
// round to 1.
func unit(w uint64) float64 { return (float64(w>>12) + 0.5) * 0x1p-52 }

// mix is the output function of SplitMix64: one to one, every bit in changing about half of the bits out.
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
