package analysis

import (
	"math"
	"slices"

	"commitcast/model"
	"commitcast/model/risk"
)

// noiseSpace are the monthly innovations of a scenario's noise, by process and month. A nil one has none.
type noiseSpace struct {
	*risk.Noises
	root   [][]float64 // L of the processes' innovations in one month, lower triangular
	months int
}

// newNoiseSpace is the space of a valid scenario's noise; nil where it has none, or no month for it.
func newNoiseSpace(s *model.Scenario) (*noiseSpace, error) {
	if len(s.Uncertainty.Noise) == 0 {
		return nil, nil
	}
	all, err := risk.NewNoises(s)
	if err != nil || all.To < all.From {
		return nil, err
	}
	n := &noiseSpace{Noises: all, months: int(all.To-all.From) + 1}
	n.root, err = rootOf(all.Paths, s.Uncertainty.Correlations)
	return n, err
}

func (n *noiseSpace) monthCount() int {
	if n == nil {
		return 0
	}
	return n.months
}

// size is how many innovations there are.
func (n *noiseSpace) size() int {
	if n == nil {
		return 0
	}
	return len(n.root) * n.months
}

// stretches cut a process's months into stretches of one, one, two, four … years: noise that has had longer to move moves more slowly.
func (n *noiseSpace) stretches() (all [][2]int) {
	length := 12
	for from := 0; from < n.monthCount(); {
		to := min(n.months, from+length)
		all = append(all, [2]int{from, to})
		if from > 0 {
			length *= 2
		}
		from = to
	}
	return all
}

// axesOf are unit vectors of the space, at right angles to each other, along which the search looks around: along each input of many values,
// and for each process along the innovations of each stretch of months, all moved alike.
func axesOf(sp *scoreSpace) [][]float64 {
	var axes [][]float64
	along := func(from, to int) {
		d := make([]float64, sp.size())
		for i := from; i < to; i++ {
			d[i] = 1 / math.Sqrt(float64(to-from))
		}
		axes = append(axes, d)
	}
	for k := sp.few; k < len(sp.inputs); k++ {
		along(k, k+1)
	}
	for first := len(sp.inputs); first < sp.size(); first += sp.noise.months {
		for _, s := range sp.noise.stretches() {
			along(first+s[0], first+s[1])
		}
	}
	return axes
}

// level is what is told of a process at a combination.
type level struct {
	from, to   model.Month // the first and the last month whose factor counts
	at, median float64     // the mean of the factors of these months, each by how much the target changes with it
}

// counts is how much the factor of a month must change the target to count, as a share of what the most important month does.
const counts = 0.01

// levels are the processes' at a spot.
func (s *search) levels(best spot) ([]level, error) {
	n := s.space.noise
	if n == nil {
		return nil, nil
	}
	slope, _, err := s.slope(best)
	if err != nil {
		return nil, err
	}
	first := len(s.space.inputs)
	waves := s.worker().waves
	all := make([]level, len(n.Paths))
	for k := range all {
		l := &all[k]
		var weights []float64
		l.from, l.to, weights = n.weights(k, slope[first+k*n.months:][:n.months])
		waves.Set(s.space.scores(best.u)[first:])
		l.at = meanFactor(waves, k, l.from, weights)
		waves.Set(make([]float64, n.size()))
		l.median = meanFactor(waves, k, l.from, weights)
	}
	return all, nil
}

// meanFactor is the mean of a process's factors from a month on.
func meanFactor(w *risk.Waves, process int, from model.Month, weights []float64) float64 {
	sum, total := 0.0, 0.0
	for i, weight := range weights {
		sum, total = sum+weight*w.Factor(process, from+model.Month(i)), total+weight
	}
	return sum / total
}

// weights are how much the target changes with the log level of each month between the first and the last that counts, given how it changes
// with each innovation: an innovation moves its own month's level by a step and the later ones by what is left of it. Where none counts all
// do alike.
func (n *noiseSpace) weights(process int, slope []float64) (from, to model.Month, weights []float64) {
	all, most := make([]float64, len(slope)), 0.0
	for i := range slope {
		next := 0.0
		if i+1 < len(slope) {
			next = slope[i+1]
		}
		all[i] = math.Abs(slope[i] - n.Fade(process)*next)
		most = max(most, all[i])
	}
	first, last := 0, len(all)-1
	if most == 0 {
		for i := range all {
			all[i] = 1
		}
	}
	for first < last && all[first] < counts*most {
		first++
	}
	for last > first && all[last] < counts*most {
		last--
	}
	return n.From + model.Month(first), n.From + model.Month(last), all[first : last+1]
}

// shifted are a spot with its noise a year earlier and a year later: a limit on the worst of many years may be broken sooner in another one.
// What comes before the first innovation of the spot is as that is.
func (s *search) shifted(here spot) []spot {
	if s.space.noise == nil {
		return nil
	}
	const year = 12
	n, first := s.space.noise.months, len(s.space.inputs)
	earlier, later := slices.Clone(here.u), slices.Clone(here.u)
	for at := first; at < len(here.u); at += n {
		was := here.u[at:][:n]
		for m := range n {
			earlier[at+m], later[at+m] = 0, was[max(0, m-year)]
			if m+year < n {
				earlier[at+m] = was[m+year]
			}
		}
	}
	return []spot{{here.of, earlier}, {here.of, later}}
}
