package analysis

import "commitcast/model"

// reachAt is what a scenario could show at each of several points of the numbers at paths that may be set; nothing where nothing counts.
func reachAt(s *model.Scenario, paths []string, points [][]float64) ([]model.Horizon, error) {
	probe := withoutUncertainty(s).Clone()
	var scalars []model.Scalar
	for _, path := range paths {
		x, err := probe.Scalar(path)
		if err != nil {
			return nil, err
		}
		scalars = append(scalars, x)
	}
	var all []model.Horizon
	for _, point := range points {
		set(scalars, point)
		if h, counts := probe.Reach(); counts {
			all = append(all, h)
		}
	}
	return all, nil
}

// within says why a target's period lies outside of all that is shown; nil where it does not, and where nothing is shown.
func within(t model.Target, s *model.Scenario, shown []model.Horizon) error {
	if len(shown) == 0 {
		return nil
	}
	return t.Within(s, shown...)
}
