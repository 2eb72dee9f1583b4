package draw

import (
	"fmt"
	"math/bits"
	"strings"
)

// Sampler names how the points of the most important dimensions are placed.
type Sampler string

// The samplers.
const (
	Random Sampler = "random" // independent draws
	LHS    Sampler = "lhs"    // Latin hypercube: one draw in each of N equal strata of every dimension
	Sobol  Sampler = "sobol"  // scrambled Sobol points: every dimension, and the leading ones jointly, evenly filled
)

// Samplers lists the samplers in the order of the documentation; the first is the default.
var Samplers = []Sampler{Random, LHS, Sobol}

// Replicates is how many independent replicates the paths of LHS and Sobol are split into, path i belonging to replicate
// i mod Replicates. Each replicate is a whole design of its own; the spread of their estimates is the error.
const Replicates = 16

// maxPaths bounds a run; 16 · 2^25 is the most Sobol points below it.
const maxPaths = 1_000_000_000

// CheckPaths says whether a sampler can draw n paths: Random any number, LHS a multiple of Replicates, Sobol Replicates times a
// power of two, both at least two a replicate, and none more than a thousand million. The error names the nearest numbers that
// are accepted.
func CheckPaths(s Sampler, n int) error {
	var rule string
	var below, above int
	switch s {
	case Random:
		rule, below, above = "at least 1 path", min(n, maxPaths), max(n, 1)
	case LHS:
		rule = fmt.Sprintf("a multiple of %d paths, at least %d", Replicates, 2*Replicates)
		below = min(n, maxPaths) / Replicates * Replicates
		above = max(2, 1+(min(n, maxPaths)-1)/Replicates) * Replicates
	case Sobol:
		rule = fmt.Sprintf("%d times a power of two paths, at least %d", Replicates, 2*Replicates)
		below, above = powersAround(min(n, maxPaths))
	default:
		return fmt.Errorf("sampler %q is not known: it is %s", s, list())
	}
	if n > maxPaths {
		return fmt.Errorf("%d paths are too many: the most with sampler %s are %d", n, s, below)
	}
	if n == below && n == above {
		return nil
	}
	if below < 2*Replicates {
		return fmt.Errorf("sampler %s needs %s, is given %d: the least is %d", s, rule, n, above)
	}
	if above > maxPaths {
		return fmt.Errorf("sampler %s needs %s, is given %d: the nearest is %d", s, rule, n, below)
	}
	return fmt.Errorf("sampler %s needs %s, is given %d: the nearest are %d and %d", s, rule, n, below, above)
}

// powersAround gives the sizes of Sobol runs next to n, that below 0 where there is none.
func powersAround(n int) (below, above int) {
	if n < 2*Replicates {
		return 0, 2 * Replicates
	}
	k := bits.Len(uint(n)) - 1
	below = 1 << k
	if below == n {
		return n, n
	}
	return below, 2 * below
}

func list() string {
	names := make([]string, len(Samplers))
	for i, s := range Samplers {
		names[i] = string(s)
	}
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}
