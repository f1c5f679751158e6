package web

import "sportello/content"

// problemText says what is wrong with a text, in the reader's language.
func problemText(_ string, p content.Problem) string { return p.Message }
