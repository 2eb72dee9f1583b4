package draw

import (
	"strings"
	"testing"
)

func TestCheckPathsAcceptsWhatASamplerCanDraw(t *testing.T) {
	for s, sizes := range map[Sampler][]int{
		Random: {1, 7, 100_000, 1_000_000_000},
		LHS:    {32, 48, 100_000, 1_000_000_000},
		Sobol:  {32, 64, 131_072, 536_870_912},
	} {
		for _, n := range sizes {
			if err := CheckPaths(s, n); err != nil {
				t.Errorf("%s refuses %d: %v", s, n, err)
			}
		}
	}
}

func TestCheckPathsNamesTheNearestNumbers(t *testing.T) {
	tests := map[string]struct {
		s    Sampler
		n    int
		want string
	}{
		"random needs a path":                      {Random, 0, "the least is 1"},
		"random is never negative":                 {Random, -5, "the least is 1"},
		"no run is endless":                        {Random, 1_000_000_001, "the most with sampler random are 1000000000"},
		"lhs lies between multiples of 16":         {LHS, 1000, "the nearest are 992 and 1008"},
		"lhs needs two paths a replicate":          {LHS, 16, "the least is 32"},
		"lhs of few":                               {LHS, 40, "the nearest are 32 and 48"},
		"lhs of none":                              {LHS, 0, "the least is 32"},
		"lhs has a most":                           {LHS, 2_000_000_000, "the most with sampler lhs are 1000000000"},
		"sobol lies between powers of two":         {Sobol, 100_000, "the nearest are 65536 and 131072"},
		"sobol of few":                             {Sobol, 1, "the least is 32"},
		"sobol beyond its most has one below only": {Sobol, 900_000_000, "the nearest is 536870912"},
		"sobol has a most":                         {Sobol, 2_000_000_000, "the most with sampler sobol are 536870912"},
		"another sampler is not known":             {"halton", 32, "it is random, lhs or sobol"},
	}
	for name, tt := range tests {
		err := CheckPaths(tt.s, tt.n)
		if err == nil || !strings.HasSuffix(err.Error(), tt.want) {
			t.Errorf("%s: %v, which should end: %s", name, err, tt.want)
		}
	}
}
