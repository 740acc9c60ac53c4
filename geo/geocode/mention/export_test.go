package mention

import "context"

// Work tells how many words a text has, and how many queries it takes.
func (s *Scanner) Work(ctx context.Context, text string) (words, queries int) {
	r := s.scan(ctx, Text{Text: text})
	return len(r.tokens), r.asked
}
