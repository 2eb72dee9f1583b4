package draw

import (
	"fmt"
	"math"
	"math/bits"
	"testing"
)

// The sequence without scrambling, as scipy.stats.qmc.Sobol (1.10, 32 bits) gives it for 64 dimensions with the same direction
// numbers. It counts in Gray code: its point i is point i XOR i/2 here.
func TestSobolPointsAreThoseOfAnotherLibrary(t *testing.T) {
	want := [MaxDims]uint32{ // point 1000 in 10 bits
		225, 99, 531, 693, 287, 929, 47, 921, 513, 71, 87, 261, 165, 393, 147, 379, 737, 353, 1015, 743, 535, 563,
		973, 553, 597, 929, 41, 1003, 61, 349, 151, 149, 303, 607, 821, 789, 869, 851, 315, 491, 935, 261, 983, 719,
		861, 95, 893, 941, 1023, 491, 361, 529, 771, 449, 129, 913, 465, 81, 905, 585, 457, 617, 265, 457,
	}
	const sum = 0xbb0f08d0844a2325 // FNV-1a over the first 2048 points, a step for each number, in 25 bits
	var x [MaxDims]uint32
	h := uint64(0xcbf29ce484222325)
	for i := range uint32(2048) {
		sobolDirections().point(&x, i^i>>1, MaxDims)
		for d, got := range x {
			h = (h ^ uint64(got)) * 0x100000001b3
			if i == 1000 && got != want[d]<<(sobolBits-10) {
				t.Errorf("point 1000 of dimension %d is %d/1024, not %d", d, got>>(sobolBits-10), want[d])
			}
		}
	}
	if h != sum {
		t.Errorf("the sum is %#x", h)
	}
}

// A wrong digit in the table would make a polynomial that is not primitive or a number that is even or too great.
func TestDirectionNumbersMeetTheirConditions(t *testing.T) {
	for d, s := range starts {
		polynomial := uint32(1)<<s.degree | s.inner<<1 | 1
		if order := orderOfX(polynomial, s.degree); order != 1<<s.degree-1 {
			t.Errorf("dimension %d: x has the order %d modulo its polynomial of degree %d, which is not primitive", d+1, order, s.degree)
		}
		if len(s.m) != s.degree {
			t.Errorf("dimension %d has %d numbers for degree %d", d+1, len(s.m), s.degree)
		}
		for k, m := range s.m {
			if m%2 == 0 || m >= 2<<k {
				t.Errorf("dimension %d: number %d is %d", d+1, k, m)
			}
		}
	}
}

// orderOfX is the least n > 0 with xⁿ = 1 modulo a polynomial over GF(2).
func orderOfX(polynomial uint32, degree int) int {
	x := uint32(1)
	for n := 1; n < 1<<degree; n++ {
		if x <<= 1; x>>degree == 1 {
			x ^= polynomial
		}
		if x == 1 {
			return n
		}
	}
	return 0
}

// Every block of 2^k points fills each of 2^k intervals of each dimension once, also when scrambled; and as the first two
// dimensions are a (0, 2)-sequence, each of 2^a × 2^b boxes of theirs with a + b = k.
func TestSobolPointsFillEveryInterval(t *testing.T) {
	const k, replicate = 7, 3
	d := NewDesign(Sobol, 1, 4<<k*Replicates, names(MaxDims))
	for block := range 4 {
		var p [1 << k][MaxDims]float64
		for i := range p {
			d.Point(p[i][:], (block<<k+i)*Replicates+replicate)
		}
		filled := func(what string, cell func(p *[MaxDims]float64) int) {
			taken := map[int]bool{}
			for i := range p {
				taken[cell(&p[i])] = true
			}
			if len(taken) != 1<<k {
				t.Errorf("block %d fills %d of %d %s", block, len(taken), 1<<k, what)
			}
		}
		for dim := range MaxDims {
			filled(fmt.Sprintf("intervals of dimension %d", dim), func(p *[MaxDims]float64) int { return int(p[dim] * (1 << k)) })
		}
		for a := range k + 1 {
			filled(fmt.Sprintf("boxes of 1/%d by 1/%d", 1<<a, 1<<(k-a)), func(p *[MaxDims]float64) int {
				return int(p[0]*float64(int(1)<<a))<<k | int(p[1]*float64(int(1)<<(k-a)))
			})
		}
	}
}

// Nested: numbers that share exactly their first l bits are sent to numbers that share exactly their first l bits.
func TestScramblingKeepsTheTreeOfHalves(t *testing.T) {
	k, words := KeyOf(1, "sobol x"), words(5)
	for range 200 {
		a := uint32(words.next() >> (64 - sobolBits))
		for l := range sobolBits {
			b := a ^ 1<<(sobolBits-1-l) ^ uint32(words.next())&(1<<(sobolBits-1-l)-1)
			if got := lead(scramble(k, a), scramble(k, b), 52); got != l {
				t.Fatalf("%#x and %#x share %d bits, scrambled %d", a, b, l, got)
			}
		}
	}
}

// Uniform: each bit of a scrambled number is a fair coin over keys, and so is whether two of its bits agree, and whether two
// numbers that part at a level are swapped alike below it.
func TestScramblingIsUniform(t *testing.T) {
	const keys, limit = 20_000, 4.7 // standard errors, of 52·52/2 + 25 counts
	const x = 0x1234567 & (1<<sobolBits - 1)
	var pair [52][52]int
	var apart [sobolBits]int
	for i := range uint64(keys) {
		k := Key(mix(i))
		s := scramble(k, x)
		for a := range pair {
			for b := range a + 1 {
				pair[a][b] += int((s>>a ^ s>>b*uint64(min(1, a-b))) & 1)
			}
		}
		for l := range sobolBits - 1 {
			other := scramble(k, x^1<<(sobolBits-1-l))
			// The bit after the one in which they part.
			apart[l] += bits.OnesCount64((s ^ other) >> (52 - l - 2) & 1)
		}
	}
	fair := func(what string, count int) {
		if off := math.Abs(float64(count)-keys/2) / math.Sqrt(keys/4); off > limit {
			t.Errorf("%s: %d of %d, %.1f standard errors", what, count, keys, off)
		}
	}
	for a := range pair {
		for b := range a {
			fair(fmt.Sprintf("bits %d and %d differ", a, b), pair[a][b])
		}
	}
	for l := range sobolBits - 1 {
		fair(fmt.Sprintf("swapped otherwise below level %d", l), apart[l])
	}
}

// lead is the number of leading bits, of n, that two numbers share.
func lead(a, b uint64, n int) int { return min(n, bits.LeadingZeros64(a^b)-(64-n)) }
