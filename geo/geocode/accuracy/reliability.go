package accuracy

import "fmt"

// ReviewBelow are the confidences below which a person might be asked to look at an answer, besides those that say so
// themselves; the command line and imports take the second.
var ReviewBelow = [...]float64{.5, .7, .8, .9, .95}

// Review is what a rule for asking people does to the answers: how many there are, how many of them people are asked to look
// at, and how many wrong ones are among these and among the others.
type Review struct{ N, Asked, Caught, Missed int }

func (v *Review) add(asked, right bool) {
	v.N++
	switch {
	case asked && right:
		v.Asked++
	case asked:
		v.Asked, v.Caught = v.Asked+1, v.Caught+1
	case !right:
		v.Missed++
	}
}

// ReliabilityHead is the first line of the table of reliability.
const ReliabilityHead = "split\tof\tfrom\tn\tmean\tright"

// Reliability returns the lines of a row's reliability: for each tenth of both probabilities how many answers had it, their
// mean probability, and the share of them that was right.
func (r *Row) Reliability() (lines []string) {
	for _, p := range [...]struct {
		of string
		c  *Calibration
	}{{"place", &r.Place}, {"region", &r.InRegion}} {
		for b, n := range p.c.N {
			if n > 0 {
				lines = append(lines, fmt.Sprintf("%s\t%s\t%.1f\t%.0f\t%.3f\t%.3f", r.Split, p.of, float64(b)/bins, n, p.c.Sum[b]/n, p.c.Right[b]/n))
			}
		}
	}
	return lines
}

// ReviewHead is the first line of the table of reviews.
const ReviewHead = "split\tasked\tanswers\tto_look_at\twrong_among_them\twrong_let_pass"

// ReviewLines returns the lines of what people are asked to look at, by each rule.
func (r *Row) ReviewLines() (lines []string) {
	for i, v := range r.Reviews {
		rule := "needs_review"
		if i > 0 {
			rule = fmt.Sprintf("or below %.2f", ReviewBelow[i-1])
		}
		lines = append(lines, fmt.Sprintf("%s\t%s\t%d\t%d\t%d\t%d", r.Split, rule, v.N, v.Asked, v.Caught, v.Missed))
	}
	return lines
}
