// Package plots draws the results of a projection as pictures fit for a report: spend, revenue, coverage, GPUs and their use,
// remaining commitment, cash and expense, power, and for several scenarios a page of small panels and their headline figures;
// of one contract how its commitment is met, and of all of them when what is owed falls due; of a simulation how the
// paths spread; and of analyses why a number is what it is and what moves it.
//
//	charts, skipped, err := plots.Charts(plots.Input{Year: byYear, Month: byMonth})
//	style, err := plots.ParseSize("report", 0)
//	png, err := charts[0].PNG(style)
//
// It takes [model.Report] values and gives bytes; it reads and writes no file. The same reports and style give the same bytes
// on one kind of processor, from any number of goroutines. [LedgerCharts] draws one contract's [model.Ledger] by month, how its
// commitment is met and what is paid ahead, [ObligationCharts] the maturity table of [model.Obligations], and
// [SimulationCharts] the spread of a [risk.Result] over its paths.
//
// # What a chart is
//
// A [Chart] has its texts (title, subtitle, note, source, alt text), the numbers it draws ([Chart.CSV]) and a function that
// draws it on a page of any [Style]. The title is a finding of at most 15 words. It is computed from the numbers by rules, and
// falls back on a neutral one; a test holds every rule to the numbers it speaks of. Findings speak of full years; part-years
// are hatched, shown as rings or left out, and the note says which.
//
// Charts of one scenario (spend, revenue-vs-spend, utilisation, cash-vs-expense) show the first when there are several; its siblings stand in compare.
// The others have a line a scenario. Of more than six lines by month, the first, the highest and the lowest are named and the
// rest is grey. What is unknown is a gap, never a zero. A chart with nothing to show is not made: see [NotDrawn].
//
// [Charts] makes those that apply. [Spend], [RevenueVsSpend], [Coverage], [GPUs], [Utilisation], [Remaining], [CashVsExpense],
// [Power], [Compare] and [Headline] make one each, for programs that know which they want; of books and tables [Drawdown],
// [Prepaid] and [Maturity] do; of simulations [Fan], [Difference], [Breach], [Exceedance] and [Histogram], of any metric or
// figure that was simulated. Of analyses, [Waterfall] draws a bridge, [TornadoChart], [SpiderChart], [ScreeningChart],
// [IndicesChart] and [RanksChart] draw sensitivities, [SweepChart] a line or a heat map, [SolveChart] a search, [StressChart]
// a reverse stress and [ClaimsChart] claims against plausible bands. Rows of these stand below each other, the largest first;
// of more than twelve the rest is told of, and of a bridge joined.
//
// # Simulations
//
// Figures of the paths are written with no more digits than their 95% intervals bear, and the note gives the widest of them.
// A fan leaves out part-years, unless it is of a balance, and periods in which most paths lack the figure. A chance that is
// marked on a curve is counted on the paths themselves; a value at the target does not miss it. Curves and histograms need the
// values of the paths: where a simulation kept a summary only, they are not drawn.
//
// Names of which the typeface lacks most letters give way to the contract's id or the scenario's short name; names that are
// shortened stay apart.
//
// # How it is drawn
//
// A chart is drawn through a sheet, which is the only way text and marks get on the page and which notes where they lie.
// [Layout.Faults] looks through those notes for text that overlaps text, data or gridlines, that leaves the page, is too
// faint or has lost its letters. The tests do so for every chart, on many sizes and data, without making a picture. Labels look for a free place and
// are left out where there is none.
//
// Plots, transforms and canvases are gonum's; frame, axes, labels and plotters are ours. The typeface is Liberation Sans, kept
// in a cache of our own: gonum's defaults are left alone.
//
// # Adding a chart
//
//  1. Write a file named for its subject with a function from [Input] to *Chart and an exported constructor that calls build
//     with the chart's name. Return a *NotDrawn with the reason where there is nothing to show.
//  2. Fill in Title (with finding, most telling first, a neutral one last), Subtitle, Note, Source, Alt, data and draw. In
//     draw, open a panel, render plotters, then write labels. Write text only with sheet.write, and colours only from the
//     palette: word for text that names a series, edge for outlines.
//  3. Add it to makers in reading order, with the metrics it draws (a chart of a ledger, a table or a simulation to
//     [LedgerCharts], [ObligationCharts] or [SimulationCharts]). The lint, the words in titles, the SVG, the PNG and the golden pictures are then
//     tested as for all others; add the sentences to titles_test.go.
//  4. Run go test ./plots -run Samples -samples DIR, look at every picture as an editor would, and then
//     go test ./plots -run Pictures -update.
package plots
