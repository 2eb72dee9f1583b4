package main

import (
	"errors"
	"slices"

	"commitcast/model"
	"commitcast/plots"
)

// chartMaker makes the charts of these names, or without names all that apply; those that cannot be drawn are skipped.
type chartMaker func(names ...string) (charts []*plots.Chart, skipped []*plots.NotDrawn, err error)

// chartsOf makes those charts the scenarios allow, in fiscal years where the result is by fiscal year, else in calendar years.
func chartsOf(ss []*model.Scenario, by model.By) chartMaker {
	return func(names ...string) ([]*plots.Chart, []*plots.NotDrawn, error) {
		years := model.ByYear
		if by == model.ByFiscal {
			years = model.ByFiscal
		}
		year, err := model.Analyse(ss, years)
		if err != nil {
			return nil, nil, err
		}
		month, err := model.Analyse(ss, model.ByMonth)
		if err != nil {
			return nil, nil, err
		}
		return plots.Charts(plots.Input{Year: year, Month: month}, names...)
	}
}

// namedChart is a chart of one kind of result.
type namedChart[T any] struct {
	name string
	make func(T) (*plots.Chart, error)
}

func chartNames[T any](all []namedChart[T]) []string {
	var names []string
	for _, c := range all {
		names = append(names, c.name)
	}
	return names
}

// chartsAmong makes those of some charts that a result allows.
func chartsAmong[T any](all []namedChart[T], result T) chartMaker {
	return func(names ...string) (charts []*plots.Chart, skipped []*plots.NotDrawn, err error) {
		for _, c := range all {
			if len(names) > 0 && !slices.Contains(names, c.name) {
				continue
			}
			chart, err := c.make(result)
			var not *plots.NotDrawn
			switch {
			case errors.As(err, &not):
				skipped = append(skipped, not)
			case err != nil:
				return nil, nil, err
			default:
				charts = append(charts, chart)
			}
		}
		return charts, skipped, nil
	}
}
