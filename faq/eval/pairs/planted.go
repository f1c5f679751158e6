package main
import ("context"; "sportello/faq/rational")
func planted(ctx context.Context, e []rational.Entry, n int) error { return nil }
func untwinned(ctx context.Context, e []rational.Entry) error { return nil }
func measure(ctx context.Context, e []rational.Entry, j string) error { return nil }
func writeSamples(ctx context.Context, e []rational.Entry, j string) error { return nil }
