package report

import (
	"math"
	"math/big"
)

// network is a set of figures bound by sums: each runs from one node to another, and at every node what comes in goes out.
// Where foot rounds one row, a network rounds a whole table, so that its printed figures add up down and across.
//
// Each figure starts at its own rounding. What is then amiss at the nodes is carried from one to the next by moving figures
// a last digit up or down, along the paths that take the figures the least away from their numbers. A figure can always be
// kept within a last digit of its number, because such a table exists: the numbers themselves are one, but for whole digits.
type network struct {
	places  int
	nodes   int
	bound   []bound
	touches [][]int // the figures at each node
}

// bound is one figure of a network.
type bound struct {
	from, to int
	v        float64
	digits   *big.Int
	away     int64 // digits − v, in millionths of a last digit
	weight   int64
	held     bool // stays as it is
	off      bool // of one that is held
}

// What a figure costs: a unit for each millionth it is away from its number; more when another figure were nearer, so that few
// figures have to be marked; and so much more for a whole digit that no figure is that far away while another way is open.
const (
	micro  = 1_000_000
	marked = 10 * micro
	far    = 10_000 * micro
)

// Weights of the figures of a table: the sums that are told elsewhere too are to stay as they are.
const (
	ofCell    = 1
	ofBalance = 2 // it is printed twice, as what one period closes with and the next opens with
	ofColumn  = 10
	ofSum     = 100
	ofGrand   = 1000
)

func newNetwork(nodes, places int) *network {
	return &network{places: places, nodes: nodes, touches: make([][]int, nodes)}
}

// add binds the number v between two nodes, and returns its index.
func (n *network) add(from, to int, v float64, weight int64) int {
	b := bound{from: from, to: to, v: v, weight: weight}
	whole, part := split(v, n.places)
	if whole != nil {
		b.away = -int64(math.Round(part * micro))
		if part >= 0.5 {
			whole.Add(whole, big.NewInt(1))
			b.away += micro
		}
	}
	b.digits = whole
	return n.bind(b)
}

// hold binds a number that is already printed as f.
func (n *network) hold(from, to int, v float64, f figure) int {
	return n.bind(bound{from: from, to: to, v: v, digits: f.digits, held: true, off: f.off})
}

func (n *network) bind(b bound) int {
	i := len(n.bound)
	n.bound = append(n.bound, b)
	n.touches[b.from] = append(n.touches[b.from], i)
	n.touches[b.to] = append(n.touches[b.to], i)
	return i
}

// figure is the i-th figure as it is printed.
func (n *network) figure(i int) figure {
	b := n.bound[i]
	return figure{digits: b.digits, off: b.off || math.Abs(float64(b.away)) > (0.5+tie)*micro}
}

// settle moves figures until at every node what comes in goes out. Where the numbers themselves do not add up, or are not
// known, or are so large that floating point has lost their last digits, each figure is left at its own rounding and settle
// reports false.
func (n *network) settle() bool {
	if !n.adds() {
		return false
	}
	surplus, ok := n.surplus()
	if !ok {
		return false
	}
	before := append([]bound(nil), n.bound...)
	for node := range surplus {
		for surplus[node] > 0 {
			end, path := n.path(node, surplus)
			if path == nil {
				n.bound = before
				return false
			}
			n.move(node, path)
			surplus[node]--
			surplus[end]++
		}
	}
	return true
}

// adds reports whether at every node the numbers that come in are those that go out, but for the noise of floating point.
func (n *network) adds() bool {
	for node, touching := range n.touches {
		net, size := 0.0, 0.0
		for _, i := range touching {
			b := &n.bound[i]
			if b.digits == nil {
				return false
			}
			if b.to == node {
				net += b.v
			} else {
				net -= b.v
			}
			size += math.Abs(b.v)
		}
		if math.Abs(net) > noise*size {
			return false
		}
	}
	return true
}

// surplus is by how many last digits more comes in than goes out at each node; ok is false when that is more than rounding
// can do.
func (n *network) surplus() (surplus []int, ok bool) {
	surplus = make([]int, n.nodes)
	for node, touching := range n.touches {
		net := new(big.Int)
		for _, i := range touching {
			if b := &n.bound[i]; b.to == node {
				net.Add(net, b.digits)
			} else {
				net.Sub(net, b.digits)
			}
		}
		if !net.IsInt64() || net.Int64() > int64(len(n.bound)) || net.Int64() < -int64(len(n.bound)) {
			return nil, false
		}
		surplus[node] = int(net.Int64())
	}
	return surplus, true
}

// path finds the cheapest way to carry a last digit from a node to one where less comes in than goes out: the figures to be
// moved, from the end back to the start; nil when there is none.
func (n *network) path(start int, surplus []int) (end int, path []int) {
	cost, by := n.reach(start)
	end = -1
	for node, s := range surplus {
		if s < 0 && cost[node] < unreached && (end < 0 || cost[node] < cost[end]) {
			end = node
		}
	}
	if end < 0 {
		return end, nil
	}
	for at := end; at != start; {
		path = append(path, by[at])
		at = n.bound[by[at]].other(at)
	}
	return end, path
}

const unreached = math.MaxInt64

// reach is the least it costs to carry a last digit from a node to each other one, and the figure that is moved last on the
// way there (Bellman and Ford; a step may cost less than nothing, a round trip cannot).
func (n *network) reach(start int) (cost []int64, by []int) {
	cost, by = make([]int64, n.nodes), make([]int, n.nodes)
	waiting := make([]bool, n.nodes)
	for i := range cost {
		cost[i] = unreached
	}
	cost[start] = 0
	for queue := []int{start}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		waiting[at] = false
		for _, i := range n.touches[at] {
			next, step, open := n.step(i, at)
			if c := cost[at] + step; open && c < cost[next] {
				cost[next], by[next] = c, i
				if !waiting[next] {
					waiting[next] = true
					queue = append(queue, next)
				}
			}
		}
	}
	return cost, by
}

// step is where a last digit of surplus goes from a node by moving figure i, and what that costs.
func (n *network) step(i, node int) (next int, cost int64, open bool) {
	b := &n.bound[i]
	if b.held {
		return 0, 0, false
	}
	moved := b.away + micro
	if b.to == node {
		moved = b.away - micro
	}
	return b.other(node), b.weight * (distant(moved) - distant(b.away)), true
}

// distant is what a distance from the number costs.
func distant(away int64) int64 {
	away = max(away, -away)
	return away + marked*((away+micro/2-micro*tie)/micro) + far*((away+micro*tie)/micro)
}

func (b *bound) other(node int) int {
	if b.from == node {
		return b.to
	}
	return b.from
}

// move carries a last digit from a node along a path.
func (n *network) move(start int, path []int) {
	at := start
	for k := len(path) - 1; k >= 0; k-- {
		b := &n.bound[path[k]]
		by := int64(1)
		if b.to == at {
			by = -1
		}
		b.digits = new(big.Int).Add(b.digits, big.NewInt(by))
		b.away += by * micro
		at = b.other(at)
	}
}
