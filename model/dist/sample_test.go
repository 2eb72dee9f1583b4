package dist

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

const draws = 100_000

// sample draws by inversion from a fixed seed.
func sample(d *Dist, seed uint64) []float64 {
	rng := rand.New(rand.NewPCG(seed, 20260401))
	xs := make([]float64, draws)
	for i := range xs {
		xs[i] = d.Quantile((float64(rng.Uint64()>>12) + 0.5) / (1 << 52))
	}
	return xs
}

// Kolmogorov and Smirnov: √n times the largest distance of the sample's CDF from the true one exceeds 2.23 once in 10,000 samples.
func TestDrawsFollowThePublishedCDF(t *testing.T) {
	if testing.Short() {
		t.Skip("a hundred thousand draws of each distribution")
	}
	for name, truth := range truths() {
		if truth.cdf == nil {
			continue
		}
		xs := sample(must(t, truth.spec), 1)
		slices.Sort(xs)
		distance := 0.0
		for i, x := range xs {
			p := truth.cdf(x)
			distance = max(distance, p-float64(i)/draws, float64(i+1)/draws-p)
		}
		if distance*math.Sqrt(draws) > 2.23 {
			t.Errorf("%s: the distance is %.2f/√n", name, distance*math.Sqrt(draws))
		}
	}
}

// Four standard errors are exceeded once in 16,000 samples.
func TestDrawsHaveTheMomentsWorkedByHand(t *testing.T) {
	if testing.Short() {
		t.Skip("a hundred thousand draws of each distribution")
	}
	for name, truth := range truths() {
		xs := sample(must(t, truth.spec), 2)
		mean, variance, fourth := 0.0, 0.0, 0.0
		for _, x := range xs {
			mean += x / draws
		}
		for _, x := range xs {
			square := (x - truth.mean) * (x - truth.mean)
			variance += square / draws
			fourth += square * square / draws
		}
		if z := (mean - truth.mean) / truth.sd * math.Sqrt(draws); math.Abs(z) > 4 {
			t.Errorf("%s: the mean of the draws is %.2f standard errors off", name, z)
		}
		if z := (variance - truth.sd*truth.sd) / math.Sqrt((fourth-variance*variance)/draws); math.Abs(z) > 4 {
			t.Errorf("%s: the variance of the draws is %.2f standard errors off", name, z)
		}
	}
}

func TestOutcomesAreDrawnAsOftenAsTheyShould(t *testing.T) {
	spec := with(Discrete, func(s *Spec) { s.Outcomes = []Outcome{{0, 0.5}, {3, 0.2}, {6, 0.15}, {9, 0.1}, {12, 0.05}} })
	counts := map[float64]int{}
	for _, x := range sample(must(t, spec), 3) {
		counts[x]++
	}
	for _, o := range spec.Outcomes {
		want, se := draws*o.P, math.Sqrt(draws*o.P*(1-o.P))
		if math.Abs(float64(counts[o.Value])-want) > 4*se {
			t.Errorf("%g was drawn %d times, want %.0f within %.0f", o.Value, counts[o.Value], want, 4*se)
		}
	}
}

// The exact quantile is solved for at probabilities that are no edges of the table's cells.
func TestTheTableOfABetaIsWithinItsStatedError(t *testing.T) {
	shapes := [][2]float64{{1.8, 4.2}, {1, 5}, {0.5, 0.5}, {0.1, 0.1}, {0.1, 1e5}, {1e5, 1e5}, {1e5, 1}, {2, 1e4}, {1, 1}, {0.3, 0.15}, {1000, 30}}
	each := 0.0003
	if testing.Short() {
		shapes, each = shapes[:4], 0.003
	}
	for _, shape := range shapes {
		law := newBetaLaw(shape[0], shape[1], 0, 1)
		_, sd := betaMoments(shape[0], shape[1])
		for u := each / 3; u < 1; u += each {
			got, want := law.quantile(u), 0.0
			if u <= 0.5 {
				want = law.lower.solve(u, got)
			} else {
				want = 1 - law.upper.solve(1-u, 1-got)
			}
			if math.Abs(got-want) > TableError*sd {
				t.Errorf("beta%v at %.4f: %g standard deviations off", shape, u, (got-want)/sd)
				break
			}
		}
	}
}
