package model

// inCurve finds a number of a curve: annual totals by year, a run-rate by month, one level as base, growth and backcast.
func (a *address) inCurve(k *Curve) (Scalar, bool) {
	switch key := a.next(); {
	case key == "backcast":
		return Scalar{yes: &k.Backcast}, true
	case key == "growth":
		return a.inGrowth(&k.Growth)
	case key == "base" && k.Kind == RunRate && len(k.Points) == 1:
		return scalarOf(&k.Points[0].Value), true
	case key == string(k.Kind) && (k.Kind == Annual || k.Kind == RunRate):
		i, ok := a.item("point", len(k.Points), func(i int) string {
			if k.Kind == Annual {
				return itoa(k.Points[i].At.Year())
			}
			return k.Points[i].At.String()
		})
		if !ok {
			return Scalar{}, false
		}
		return scalarOf(&k.Points[i].Value), true
	case key == "base" || key == string(Annual) || key == string(RunRate):
		return a.absent("")
	default:
		return a.unknown(key)
	}
}

// inGrowth finds a rate of growth. Growth that does not fade is one rate, which is both the initial and the terminal one.
func (a *address) inGrowth(g *Growth) (Scalar, bool) {
	fades := g.HalfLife != 0
	switch key := a.next(); {
	case key == "" && !fades, key == "terminal" && !fades:
		return Scalar{number: &g.Terminal, also: &g.Initial}, true
	case key == "":
		return Scalar{}, a.fail("go on with initial, terminal or half_life", "fades from one rate to another")
	case key == "terminal":
		return scalarOf(&g.Terminal), true
	case key == "initial" && fades:
		return scalarOf(&g.Initial), true
	case key == "half_life" && fades:
		return Scalar{number: (*float64)(&g.HalfLife), positive: true}, true
	case key == "initial" || key == "half_life":
		return Scalar{}, a.fail("give growth as {initial, terminal, half_life}", "is not there: growth does not fade")
	default:
		return a.unknown(key)
	}
}
