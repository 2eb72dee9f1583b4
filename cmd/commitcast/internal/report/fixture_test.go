package report

import (
	"slices"
	"strings"

	"commitcast/model"
)

// nan is short for a number that is not known.
var nan = model.Unknown()

func flow(name, label string, u model.Unit, total float64, values ...float64) model.Series {
	m := model.Metric{Name: name, Label: label, Unit: u, Aggregation: model.Sum, Scenario: true, Contract: true}
	return model.Series{Metric: m, Values: slices.Clone(values), Total: total}
}

func level(name, label string, u model.Unit, a model.Aggregation, total float64, values ...float64) model.Series {
	m := model.Metric{Name: name, Label: label, Unit: u, Aggregation: a, Scenario: true}
	return model.Series{Metric: m, Values: values, Total: total}
}

func years(from int, labels ...string) []model.Period {
	var out []model.Period
	for i, label := range labels {
		text, partial := strings.CutSuffix(label, "*")
		out = append(out, model.Period{Label: text, From: model.MonthOf(from+i, 1), To: model.MonthOf(from+i, 12), Partial: partial})
	}
	return out
}

// announced is the worked example of $38B over seven years; the figures in $B are the issue's own.
func announced() *model.Report {
	spend := []float64{0.070501e9, 3.384045e9, 5.922078e9, 5.922078e9, 5.922078e9, 5.922078e9, 5.922078e9, 4.935065e9}
	total := 0.0
	for _, v := range spend {
		total += v
	}
	hours := []float64{21.0857e6, 1012.5e6, 1752e6, 1756.8e6, 1752e6, 1752e6, 1752e6, 1460e6}
	return &model.Report{
		Scenario: &model.Scenario{Title: "OpenAI–AWS, as announced", Name: "openai-aws", File: "openai-aws.yaml", Currency: "USD",
			Valuation: model.Valuation{Rate: 0.09}, InputSHA256: "0123456789abcdef",
			Inputs: model.Inputs{
				{Path: "contracts.aws.value", Text: "$38B", Grade: model.Disclosed, Source: "aws-2025-11-03"},
				{Path: "contracts.aws.fleet.gb200", Text: "200_000", Grade: model.Assumed},
			},
			Sources: []model.Source{{ID: "aws-2025-11-03", Publisher: "Amazon", Title: "AWS and OpenAI", URL: "https://example.org/a|b",
				Date: model.DateOf(2025, 11, 3)}}},
		By:      model.ByYear,
		Periods: years(2025, "2025*", "2026", "2027", "2028", "2029", "2030", "2031", "2032*"),
		Metrics: []model.Series{
			flow("spend", "Spend", model.Currency, total, spend...),
			flow("cash", "Cash", model.Currency, total, spend...),
			flow("gpu_hours.available", "GPU-hours available", model.GPUHours, 11258.3857e6, hours...),
			level("coverage.revenue", "Revenue coverage", model.Multiple, model.Ratio, nan, nan, 8.8653, 10, 12.5, 15, 18, 21, nan),
			level("remaining", "Remaining commitment", model.Currency, model.End, nan, 37.9e9, 34.5e9, 28.6e9, 22.7e9, 16.8e9, 10.9e9, 4.9e9, 0),
		},
		Contracts: []model.ContractReport{{ID: "aws", Provider: "Amazon Web Services",
			Metrics: []model.Series{flow("spend", "Spend", model.Currency, total, spend...)}}},
		Uncounted: []model.Uncounted{{ID: "more", Provider: "Amazon", Status: model.LetterOfIntent, Value: 100e9}},
		Summary: model.Summary{Commitment: 38e9, ValuationDate: model.DateOf(2025, 11, 1), PresentValue: 27692105600.41, WALYears: 3.822294,
			PeakSpend: 5.922078e9, PeakSpendPeriod: "2027", MinCoverage: 8.8653, MinCoveragePeriod: "2026", FirstCoveredYear: 2026,
			CoverageLife: nan, BreakevenCAGRAll: nan, FundingGap: nan, MarkToMarket: nan, MarkToMarketPV: nan, GPUHours: 11258.3857e6,
			Idle: nan, Unserved: nan, PriceImplied: 3.3753, PriceEffective: nan, SpendPerMWYear: nan},
		Grades:   []model.GradeShare{{Grade: model.Disclosed, Committed: 1, Revenue: nan}, {Grade: model.Assumed, Committed: 0, Revenue: nan}},
		Warnings: []model.Warning{{Path: "contracts.aws.value", Message: "implied price is below the band"}},
	}
}

// against makes a comparison of two reports the way the model does, for the metrics of the first.
func against(base, other *model.Report) *model.Comparison {
	d := model.Delta{Report: other}
	for _, s := range base.Metrics {
		t, _ := other.Series(s.Name)
		out := model.DeltaSeries{Metric: s.Metric, Total: t.Total - s.Total, TotalPercent: t.Total/s.Total - 1}
		for i := range s.Values {
			out.Values = append(out.Values, t.Values[i]-s.Values[i])
			percent := nan
			if s.Values[i] != 0 {
				percent = t.Values[i]/s.Values[i] - 1
			}
			out.Percent = append(out.Percent, percent)
		}
		d.Metrics = append(d.Metrics, out)
	}
	return &model.Comparison{Reports: []*model.Report{base, other}, Deltas: []model.Delta{d}}
}

// dearer is announced with every flow a tenth larger and the name dearer.
func dearer() *model.Report {
	r := announced()
	s := *r.Scenario
	s.Name, s.Title, s.File = "dearer", "A tenth more", "dearer.yaml"
	r.Scenario = &s
	for i := range r.Metrics {
		if r.Metrics[i].Aggregation == model.Sum {
			r.Metrics[i].Total *= 1.1
			for j := range r.Metrics[i].Values {
				r.Metrics[i].Values[j] *= 1.1
			}
		}
	}
	r.Summary.Commitment = 41.8e9
	r.Summary.FirstCoveredYear = 2028
	return r
}
