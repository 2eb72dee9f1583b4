package draw

import (
	"fmt"
	"math/bits"
)

// Design places the points of a run in the unit cube of its dimensions. It does not change once made and may be shared.
//
// Path i is point i / Replicates of replicate i mod Replicates. Replicates are independent of one another. With Sobol the
// first half of a run is the run of half the size.
type Design struct {
	sampler Sampler
	size    int   // points of a replicate
	plain   []Key // by dimension: the stream of the name itself
	keys    []Key // by replicate and dimension: what shuffles or scrambles
	strata  permutation
	jitter  int         // bits of a place within a stratum
	numbers *directions // of Sobol
}

// NewDesign makes the design of a run. names are its dimensions in order of importance, at most MaxDims: the first have the
// best Sobol points. The numbers of dimension d depend on the seed and names[d], with Sobol on d too. It panics at a number of
// paths that CheckPaths refuses.
func NewDesign(s Sampler, seed uint64, paths int, names []string) *Design {
	if err := CheckPaths(s, paths); err != nil {
		panic("draw: " + err.Error())
	}
	if len(names) > MaxDims {
		panic(fmt.Sprintf("draw: %d dimensions are more than %d", len(names), MaxDims))
	}
	d := &Design{sampler: s, size: paths / Replicates}
	for _, name := range names {
		d.plain = append(d.plain, KeyOf(seed, name))
	}
	if s == Random {
		return d
	}
	for r := range Replicates {
		for _, name := range names {
			d.keys = append(d.keys, KeyOf(seed, string(s)+" "+name).sub(uint64(r)))
		}
	}
	if s == Sobol {
		d.numbers = sobolDirections()
	}
	d.strata = newPermutation(d.size)
	d.jitter = 51 - bits.Len(uint(d.size))
	return d
}

// Dims is how many dimensions the design has.
func (d *Design) Dims() int { return len(d.plain) }

// Point sets dst to a number from MinUniform to MaxUniform for each dimension. With Random they are draw path of the streams
// KeyOf(seed, name). path is below the number of paths of the design, unless it is Random.
func (d *Design) Point(dst []float64, path int) {
	dst = dst[:len(d.plain)]
	if d.sampler == Random {
		for n, k := range d.plain {
			dst[n] = k.Uniform(uint64(path))
		}
		return
	}
	index, replicate := path/Replicates, path%Replicates
	if index >= d.size {
		panic(fmt.Sprintf("draw: path %d is not in a design of %d paths", path, d.size*Replicates))
	}
	keys := d.keys[replicate*len(dst):][:len(dst)]
	if d.sampler == LHS {
		d.cell(dst, keys, path, uint32(index))
		return
	}
	var x [MaxDims]uint32
	d.numbers.point(&x, uint32(index), len(dst))
	for n, k := range keys {
		dst[n] = (float64(scramble(k, x[n])) + 0.5) * 0x1p-52
	}
}

// cell sets dst to a random place in the stratum that each dimension's permutation gives the point.
func (d *Design) cell(dst []float64, keys []Key, path int, index uint32) {
	step := 1 / float64(uint64(1)<<d.jitter)
	for n, k := range keys {
		place := (float64(d.plain[n].Uint64(uint64(path))>>(64-d.jitter)) + 0.5) * step
		dst[n] = (float64(d.strata.at(k, index)) + place) / float64(d.size)
	}
}
