package draw

import "sync"

// sobolBits is how many leading bits of a point come from the sequence: each of 2^25 points of a replicate has a place of its
// own, and no run has more.
const sobolBits = 25

// directions are the direction numbers by bit of the index and dimension, as fractions of sobolBits bits.
type directions [sobolBits][MaxDims]uint32

// sobolDirections are worked out for the first design of the sampler.
var sobolDirections = sync.OnceValue(newDirections)

func newDirections() *directions {
	var v directions
	for b := range sobolBits {
		v[b][0] = 1 << (sobolBits - 1 - b)
	}
	for d, start := range starts {
		for b := range sobolBits {
			v[b][d+1] = v.next(b, d+1, start.degree, start.inner, start.m)
		}
	}
	return &v
}

// next gives direction number b of dimension d: one of the m that start it, or by the polynomial's recurrence.
func (v *directions) next(b, d, degree int, inner uint32, m []uint32) uint32 {
	if b < degree {
		return m[b] << (sobolBits - 1 - b)
	}
	n := v[b-degree][d] ^ v[b-degree][d]>>degree
	for k := 1; k < degree; k++ {
		if inner>>(degree-1-k)&1 == 1 {
			n ^= v[b-k][d]
		}
	}
	return n
}

// point sets the leading dims of x to point i of the sequence, in the order of the index itself rather than of its Gray code:
// every 2^k points from a multiple of 2^k on are the same either way.
func (v *directions) point(x *[MaxDims]uint32, i uint32, dims int) {
	*x = [MaxDims]uint32{}
	to := x[:dims]
	for b := 0; i != 0; b, i = b+1, i>>1 {
		if i&1 == 0 {
			continue
		}
		row := v[b][:dims]
		for d := range to {
			to[d] ^= row[d]
		}
	}
}

// scrambleLevels is how many levels of the tree of halves one random word serves: 2^5 − 1 of its bits.
const scrambleLevels = 5

// scramble permutes the numbers of sobolBits bits by Owen's nested uniform scrambling: each half of the unit interval, half of
// a half and so on is swapped with its other half or not by a random bit of its own. The bits are those of the key. The result
// goes on to 52 bits with ones that are random for each number.
func scramble(k Key, x uint32) uint64 {
	var flips uint32
	for done := 0; done < sobolBits; done += scrambleLevels {
		prefix := x >> (sobolBits - done)
		tree := k.Uint64(uint64(1)<<done | uint64(prefix))
		five := x >> (sobolBits - done - scrambleLevels) & 31
		// In the tree the node of the first l of the five bits is number 2^l + those bits.
		flip := uint32(tree>>1)&1<<4 |
			uint32(tree>>(2|five>>4))&1<<3 |
			uint32(tree>>(4|five>>3))&1<<2 |
			uint32(tree>>(8|five>>2))&1<<1 |
			uint32(tree>>(16|five>>1))&1
		flips = flips<<scrambleLevels | flip
	}
	low := k.Uint64(uint64(1)<<sobolBits | uint64(x))
	return uint64(x^flips)<<(52-sobolBits) | low>>(12+sobolBits)
}
