package main

import (
	"errors"

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

// soleChart makes the one chart that a command has.
func soleChart(draw func() (*plots.Chart, error)) chartMaker {
	return func(...string) ([]*plots.Chart, []*plots.NotDrawn, error) {
		chart, err := draw()
		var not *plots.NotDrawn
		if errors.As(err, &not) {
			return nil, []*plots.NotDrawn{not}, nil
		}
		if err != nil {
			return nil, nil, err
		}
		return []*plots.Chart{chart}, nil, nil
	}
}
