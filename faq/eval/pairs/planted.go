package main

import (
	"context"

	"sportello/faq/rational"
)

func planted(ctx context.Context, e []rational.Entry, n int) error { return nil }
