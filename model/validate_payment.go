package model

// payment checks when a contract is paid. No more may be paid ahead than there is to pay.
func (c *checker) payment(k *Contract, at string, sound bool) {
	p := &k.Payment
	word(c, at+".timing", p.Timing, Arrears, Advance)
	c.length(at+".lag", p.Lag, false, maxLag)
	seen := make(map[string]bool)
	for i := range p.Prepay {
		path := at + ".prepay." + p.Prepay[i].Name
		c.unique(seen, path)
		c.prepayment(k, &p.Prepay[i], path, sound)
	}
	c.prepaidWhole(k, at)
}

func (c *checker) prepayment(k *Contract, p *Prepayment, at string, sound bool) {
	switch {
	case Known(p.Share) == Known(p.Amount):
		c.add(at+".amount", "either an amount or a share must be given")
	case Known(p.Share) && k.Kind == OnDemand:
		c.add(at+".share", "is a share of what is committed, and on_demand commits to nothing")
		c.hint("give an amount")
	case Known(p.Share):
		c.share(at+".share", p.Share)
	default:
		c.within(at+".amount", p.Amount, 0, MaxMoney)
	}
	piece, found := *k, p.Tranche == ""
	for i := range k.Tranches {
		if k.Tranches[i].Name == p.Tranche {
			k.laid(i, &piece)
			found = true
		}
	}
	if !found {
		c.add(at+".tranche", "must be the name of a tranche, is %q", p.Tranche)
	}
	if p.At != 0 {
		sound = c.year(at+".at", p.At.Month()) && sound
	}
	sound = c.length(at+".before_start", p.BeforeStart, false, MaxMonths) && sound
	sound = c.window(k, p, at) && sound && found
	if !sound {
		return
	}
	life := piece.billed()
	if p.At != 0 && p.At.Month() > life.last() {
		c.add(at+".at", "is after the end of the contract, in %s", life.last())
	}
	if float64(p.From) >= life.length {
		c.add(at+".from", "is %smo after the start, when the contract has ended", plain(float64(p.From)))
	}
}

// window checks how and when a prepayment is credited.
func (c *checker) window(k *Contract, p *Prepayment, at string) bool {
	before := len(c.problems)
	if word(c, at+".apply", p.Apply, ProRata, StraightLine, ApplyFirst, ApplyLast); p.Apply == "" {
		c.add(at+".apply", "must be given")
	}
	c.length(at+".from", p.From, false, MaxMonths)
	if Known(float64(p.To)) {
		if c.length(at+".to", p.To, true, MaxMonths); p.To <= p.From {
			c.add(at+".to", "must be more than from, %smo, is %smo", plain(float64(p.From)), plain(float64(p.To)))
		}
	}
	if !k.countsWhenPaid() {
		return len(c.problems) == before
	}
	for _, clause := range []struct {
		key   string
		given bool
	}{{"apply", p.Apply != ApplyFirst}, {"from", p.From != 0}, {"to", Known(float64(p.To))}} {
		if clause.given {
			c.add(at+"."+clause.key, "has no place here: a prepayment that counts when it is paid pays the first consumption")
			c.hint("write counts: {prepaid: true} where what it pays counts instead")
		}
	}
	return len(c.problems) == before
}

// prepaidWhole checks that prepayments come to no more than what they are credited against.
func (c *checker) prepaidWhole(k *Contract, at string) {
	c.prepaid(k, at, "", k.stated()+k.Backstop.Value)
	for i := range k.Tranches {
		c.prepaid(k, at, k.Tranches[i].Name, k.Tranches[i].Value)
	}
}

// prepaid checks the prepayments of a tranche, or with "" of the whole contract, against its value, which may be Unknown.
func (c *checker) prepaid(k *Contract, at, tranche string, value float64) {
	const slack = 1e-9
	share, amount := 0.0, 0.0
	for i := range k.Payment.Prepay {
		p := &k.Payment.Prepay[i]
		if p.Tranche != tranche {
			continue
		}
		path := at + ".prepay." + p.Name
		if Known(p.Share) {
			share += p.Share
			path += ".share"
		} else {
			amount += p.Amount
			path += ".amount"
		}
		switch {
		case share > 1+slack:
			c.add(path, "brings what is prepaid to %s%% of the commitment", plain(100*share))
			return
		case share*value+amount > value*(1+slack):
			c.add(path, "brings what is prepaid to %s, more than the commitment of %s", exact(share*value+amount), exact(value))
			return
		}
	}
}
