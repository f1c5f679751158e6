package wait

import "math"

// Passage returns mean and variance, in seconds and seconds squared, of the time until
// somebody with `ahead` people before them is taken, in a line whose slots are all busy:
// rate is how many chats all slots end per second, leaving how often one who waits gives
// up per second. It is the first passage of a pure death process with the rates
// rate + i*leaving for i = 0..ahead, a sum of independent exponential times (Palm 1957;
// Garnett, Mandelbaum, Reiman 2002, section 2). Both are infinite when rate is 0.
func Passage(ahead int, rate, leaving float64) (mean, variance float64) {
	return passage(0, ahead, rate, leaving)
}

// passage is Passage for the steps from..to only.
func passage(from, to int, rate, leaving float64) (mean, variance float64) {
	if rate <= 0 {
		return math.Inf(1), math.Inf(1)
	}
	if leaving*float64(to-from) < 1e-9*rate || to-from > manySteps {
		return longPassage(float64(from), float64(to)+1, rate, leaving)
	}
	for i := from; i <= to; i++ {
		step := 1 / (rate + float64(i)*leaving)
		mean += step
		variance += step * step
	}
	return mean, variance
}

// manySteps is from where on the sum is taken for its integral.
const manySteps = 2000

func longPassage(from, to, rate, leaving float64) (mean, variance float64) {
	if leaving*to < 1e-9*rate {
		return (to - from) / rate, (to - from) / (rate * rate)
	}
	a, b := rate+from*leaving, rate+to*leaving
	return math.Log(b/a) / leaving, (1/a - 1/b) / leaving
}
