package mention

import "context"

// Work tells how many words a text has, and how many queries it takes.
func (s *Scanner) Work(ctx context.Context, text string) (words, queries int) {
	r := s.scan(ctx, Text{Text: text})
	return len(r.tokens), r.asked
}

// InParts returns the same scanner, that cuts texts into so many parts, of so many bytes at least.
func (s *Scanner) InParts(most, least int) *Scanner {
	other := *s
	other.most, other.least = most, least
	return &other
}

// Parts tells in how many parts a text is read.
func (s *Scanner) Parts(text string) int {
	parts := s.cut(context.Background(), Text{Text: text})
	each(parts, (*scan).tokenise)
	if !areApart(parts) {
		return 1
	}
	return len(parts)
}

// Whole returns the same scanner, that asks for each list whole.
func (s *Scanner) Whole() *Scanner {
	other := *s
	other.whole, other.lexes = true, newLexes()
	return &other
}
