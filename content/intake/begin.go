package intake

// Begin proposes an entry of plain words, with an id that none of those known has. The
// wordings that an entry can't have are left out.
func Begin(known []Known, lang, question, answer string, wordings []string) *Proposal {
	p := &Proposal{Lang: lang, Question: oneLine(question), Alternates: wordings, Body: plain(answer)}
	for i := range p.Alternates {
		p.Alternates[i] = oneLine(p.Alternates[i])
	}
	p.alternates()
	p.ID = newKnown(known).free(slug(p.Question))
	return p
}
