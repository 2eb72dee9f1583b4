package draw

import "math"

// permutation is a pseudo-random permutation of the numbers below n, computed and not kept: a Feistel network on the numbers
// below side², walked until it falls below n.
type permutation struct {
	n, side uint32 // side² is at least n, and less than n + 2√n + 1
}

func newPermutation(n int) permutation {
	side := uint32(math.Sqrt(float64(n)))
	for uint64(side)*uint64(side) < uint64(n) {
		side++
	}
	return permutation{n: uint32(n), side: side}
}

// at gives the image of x under the permutation that the key names.
func (p permutation) at(k Key, x uint32) uint32 {
	const rounds = 10 // of 6, orders of four numbers are still visibly uneven
	for {
		l, r := x/p.side, x%p.side
		for round := range uint64(rounds) {
			add := uint32(k.Uint64(round<<32|uint64(r)) >> 32 * uint64(p.side) >> 32)
			if l += add; l >= p.side {
				l -= p.side
			}
			l, r = r, l
		}
		if x = l*p.side + r; x < p.n {
			return x
		}
	}
}
