package risk

import (
	"context"

	"commitcast/model"
)

// Part is New and the run's Part.
func Part(ctx context.Context, ss []*model.Scenario, o Options, k, n int, progress Progress) (*Summary, error) {
	r, err := New(ss, o)
	if err != nil {
		return nil, err
	}
	return r.Part(ctx, k, n, progress)
}
