package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"commitcast/model"
)

// Units of figures that no metric has.
const (
	unitYears = model.Years        // a length of time
	unitYear  = model.CalendarYear // the number of a year
)

// field is one figure of a summary: the one list of them decides their order and names in every format.
type field struct {
	key, label string
	unit       model.Unit // "" for a text
	number     func(*model.Summary) float64
	text       func(*model.Summary) string // "" when there is none
	when       string                      // key of the text field that says when, told with the number
	always     bool                        // told even when not known
	something  bool                        // told to people only when not zero
}

var summaryFields = []field{
	{key: "commitment", label: "Commitment", unit: model.Currency, always: true,
		number: func(s *model.Summary) float64 { return s.Commitment }},
	{key: "contingent", label: "Of it contingent", unit: model.Currency, something: true,
		number: func(s *model.Summary) float64 { return s.Contingent }},
	{key: "valuation_date", label: "Valuation date",
		text: func(s *model.Summary) string { return s.ValuationDate.String() }},
	{key: "present_value", label: "Present value of cash", unit: model.Currency,
		number: func(s *model.Summary) float64 { return s.PresentValue }},
	{key: "weighted_average_life_years", label: "Weighted average life", unit: unitYears,
		number: func(s *model.Summary) float64 { return s.WALYears }},
	{key: "peak_spend", label: "Peak spend", unit: model.Currency, when: "peak_spend_period",
		number: func(s *model.Summary) float64 { return s.PeakSpend }},
	{key: "peak_spend_period", label: "Peak spend in",
		text: func(s *model.Summary) string { return s.PeakSpendPeriod }},
	{key: "charges", label: "Shortfall charges", unit: model.Currency, something: true,
		number: func(s *model.Summary) float64 { return s.Charges }},
	{key: "forfeits", label: "Forfeits", unit: model.Currency, something: true,
		number: func(s *model.Summary) float64 { return s.Forfeits }},
	{key: "idle", label: "Idle committed spend", unit: model.Currency, something: true,
		number: func(s *model.Summary) float64 { return s.Idle }},
	{key: "min_coverage", label: "Lowest revenue coverage", unit: model.Multiple, when: "min_coverage_period",
		number: func(s *model.Summary) float64 { return s.MinCoverage }},
	{key: "min_coverage_period", label: "Lowest revenue coverage in",
		text: func(s *model.Summary) string { return s.MinCoveragePeriod }},
	{key: "first_covered_year", label: "First covered year", unit: unitYear,
		number: func(s *model.Summary) float64 { return orUnknown(float64(s.FirstCoveredYear)) }},
	{key: "coverage_life", label: "Coverage over the life", unit: model.Multiple,
		number: func(s *model.Summary) float64 { return s.CoverageLife }},
	{key: "breakeven_cagr_all", label: "Revenue growth needed", unit: model.Rate,
		number: func(s *model.Summary) float64 { return s.BreakevenCAGRAll }},
	{key: "breakeven_base_year", label: "Revenue growth counted from", unit: unitYear,
		number: func(s *model.Summary) float64 { return orUnknown(float64(s.BreakevenBase)) }},
	{key: "funding_gap", label: "Funding gap", unit: model.Currency, when: "funding_gap_month",
		number: func(s *model.Summary) float64 { return s.FundingGap }},
	{key: "funding_gap_month", label: "Cash lowest in",
		text: func(s *model.Summary) string { return monthText(s.FundingGapMonth) }},
	{key: "runway_month", label: "Cash first below its minimum in",
		text: func(s *model.Summary) string { return monthText(s.RunwayMonth) }},
	{key: "mark_to_market", label: "Mark to market", unit: model.Currency,
		number: func(s *model.Summary) float64 { return s.MarkToMarket }},
	{key: "mark_to_market_pv", label: "Mark to market, present value", unit: model.Currency,
		number: func(s *model.Summary) float64 { return s.MarkToMarketPV }},
	{key: "gpu_hours", label: "GPU-hours available", unit: model.GPUHours,
		number: func(s *model.Summary) float64 { return s.GPUHours }},
	{key: "unserved", label: "Unserved demand", unit: model.GPUHours, something: true,
		number: func(s *model.Summary) float64 { return s.Unserved }},
	{key: "price_implied", label: "Implied price", unit: model.CurrencyPerHour,
		number: func(s *model.Summary) float64 { return s.PriceImplied }},
	{key: "price_effective", label: "Effective price", unit: model.CurrencyPerHour,
		number: func(s *model.Summary) float64 { return s.PriceEffective }},
	{key: "spend_per_mw_year", label: "Spend per MW-year", unit: model.CurrencyPerMWYr,
		number: func(s *model.Summary) float64 { return s.SpendPerMWYear }},
}

// orUnknown takes 0, a year that does not occur, for not known.
func orUnknown(v float64) float64 {
	if v == 0 {
		return model.Unknown()
	}
	return v
}

func monthText(m model.Month) string {
	if m == 0 {
		return ""
	}
	return m.String()
}

func fieldNamed(key string) field {
	for _, f := range summaryFields {
		if f.key == key {
			return f
		}
	}
	panic("report: no summary field " + key)
}

// isWhen reports whether another field tells this one.
func (f field) isWhen() bool {
	for _, g := range summaryFields {
		if g.when == f.key {
			return true
		}
	}
	return false
}

// summaryFacts are the headline figures in words, leaving out what is not known.
func summaryFacts(r *model.Report) []fact {
	var facts []fact
	for _, f := range summaryFields {
		if f.isWhen() || f.key == "valuation_date" || f.key == "breakeven_base_year" {
			continue
		}
		if text := f.words(r); text != "" {
			facts = append(facts, fact{f.title(r), text})
		}
	}
	if rests := gradesText(r.Grades, func(g model.GradeShare) float64 { return g.Committed }); rests != "" {
		facts = append(facts, fact{"Committed value rests on", rests})
	}
	if rests := gradesText(r.Grades, func(g model.GradeShare) float64 { return g.Revenue }); rests != "" {
		facts = append(facts, fact{"Revenue rests on", rests})
	}
	return facts
}

// title is the fact's label, with what its figure depends on.
func (f field) title(r *model.Report) string {
	switch f.key {
	case "present_value":
		return fmt.Sprintf("%s at %s on %s", f.label, percentText(r.Scenario.Valuation.Rate), r.Summary.ValuationDate)
	case "breakeven_cagr_all":
		if base := r.Summary.BreakevenBase; base != 0 {
			return fmt.Sprintf("%s from %d", f.label, base)
		}
	}
	return f.label
}

// words are the fact's figure and when; empty when there is nothing to tell.
func (f field) words(r *model.Report) string {
	if f.number == nil {
		return Clean(f.text(&r.Summary))
	}
	text := amount(f.number(&r.Summary), f.unit, r.Scenario.Currency)
	switch {
	case f.something && zero([]float64{f.number(&r.Summary)}):
		return ""
	case text != notKnown && f.key == "first_covered_year" && r.By == model.ByFiscal:
		text = "FY" + text
	case text != notKnown:
	case f.key == "first_covered_year" && model.Known(r.Summary.MinCoverage):
		return "none of the years shown"
	case !f.always:
		return ""
	}
	if f.when != "" {
		if when := Clean(fieldNamed(f.when).text(&r.Summary)); when != "" {
			text += " in " + when
		}
	}
	return text
}

// amount writes one number with its unit, as a sentence would: $38.00B, 3.82 years, 0.43×, 2027.
func amount(v float64, u model.Unit, currency string) string { return amountTo(v, u, currency, 0) }

// amountTo is amount with more decimals than it usually has.
func amountTo(v float64, u model.Unit, currency string, more int) string {
	if !model.Known(v) {
		return notKnown
	}
	if u == unitYear {
		return strconv.Itoa(int(v))
	}
	if strings.HasPrefix(string(u), string(model.Currency)) {
		return moneyTo(v, currency, more) + strings.TrimPrefix(string(u), string(model.Currency))
	}
	s := scaleFor(u, math.Abs(v))
	s.decimals += more
	text := s.write(v, false)
	switch {
	case u == model.Rate:
		return text + "% a year"
	case len([]rune(s.suffix)) <= 1:
		return text + s.suffix
	}
	return text + " " + s.suffix
}

// percentText writes a share in as many digits as it has: 9%, 7.25%.
func percentText(share float64) string {
	if !model.Known(share) {
		return notKnown
	}
	text := round(share, 4).plain(2, true)
	return strings.Replace(text, "-", minusSign, 1) + "%"
}

// gradesText tells what share rests on each grade, best first: "87% disclosed, 13% assumed". The whole percents add up to
// 100; a share too small for one is told as "under 1%".
func gradesText(grades []model.GradeShare, share func(model.GradeShare) float64) string {
	shares := make([]float64, len(grades))
	sum := 0.0
	for i, g := range grades {
		if shares[i] = share(g); model.Known(shares[i]) {
			sum += shares[i]
		}
	}
	figures, _ := foot(shares, sum, 2)
	var parts []string
	for i, g := range grades {
		switch {
		case !figures[i].known() || shares[i] <= 0:
		case figures[i].digits.Sign() == 0:
			parts = append(parts, "under 1% "+string(g.Grade))
		default:
			parts = append(parts, figures[i].text(0, false)+"% "+string(g.Grade))
		}
	}
	return strings.Join(parts, ", ")
}
