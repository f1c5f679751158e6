package handoff_test

import (
	"fmt"
	"testing"

	"sportello/content/db/dbtest"
	"sportello/handoff"
)

// BenchmarkSend is sixteen students who each wait for their message to be safe on the
// disk before they write the next.
func BenchmarkSend(b *testing.B) {
	o := newOffice(b, dbtest.Open(b, dbtest.SQLiteURL(b)))
	for i := range 16 {
		o.join(fmt.Sprint(i), "fees", handoff.ChannelChat)
	}
	names := make(chan string, 16)
	for i := range 16 {
		names <- fmt.Sprint(i)
	}
	b.SetParallelism(8) // times two processors
	b.RunParallel(func(pb *testing.PB) {
		name := <-names
		defer func() { names <- name }()
		for n := 0; pb.Next(); n++ {
			_, err := o.Send(ctx, handoff.Message{ConversationID: name, Author: handoff.ByStudent, ClientID: fmt.Sprint(n), Text: "Quando scade la seconda rata?"})
			if err != nil {
				b.Error(err)
				return
			}
		}
	})
}
