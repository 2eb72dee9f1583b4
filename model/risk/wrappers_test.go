package risk

import (
	"context"

	"commitcast/model"
)

// Memory is New and the run's Memory.
func Memory(ss []*model.Scenario, o Options) (bytes int64, bounded bool, err error) {
	r, err := New(ss, o)
	if err != nil {
		return 0, false, err
	}
	bytes, _ = r.Memory()
	return bytes, bytes > r.Options().MaxMemory, nil
}

// Part is New and the run's Part.
func Part(ctx context.Context, ss []*model.Scenario, o Options, k, n int, progress Progress) (*Summary, error) {
	r, err := New(ss, o)
	if err != nil {
		return nil, err
	}
	return r.Part(ctx, k, n, progress)
}
