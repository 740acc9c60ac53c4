package api_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"oblast/data/store"
)

// chain gives the rows of a log the hashes that a store gives them, with salts or, as in logs of before, without.
func (l *log) chain(salted bool) {
	var chain store.Chain
	var prev store.Sum
	for i := range *l {
		r := &(*l)[i]
		r.PrevSHA256 = hex.EncodeToString(prev[:])
		if salted {
			sum := sha256.Sum256([]byte("salt of " + r.RecordID + r.RecordedAt.String()))
			copy(r.Salt[:], sum[:])
		}
		prev = chain.Sum(prev, r)
		r.SHA256 = hex.EncodeToString(prev[:])
	}
}

// guesses are the hashes that somebody computes who has every row to the letter, the withheld ones too, but no salt: row
// by row from the start, and each withheld row, and the one after it, behind any hash that is known.
func (l *log) guesses(known []string) (out []string) {
	var chain store.Chain
	var prev store.Sum
	for i := range *l {
		guess := (*l)[i]
		guess.Salt = [16]byte{}
		prev = chain.Sum(prev, &guess)
		out = append(out, hex.EncodeToString(prev[:]))
		if !strings.Contains(guess.RecordID, secretID) && (i == 0 || !strings.Contains((*l)[i-1].RecordID, secretID)) {
			continue
		}
		var told store.Sum
		for _, text := range known {
			if n, err := hex.Decode(told[:], []byte(text)); err == nil && n == len(told) {
				sum := chain.Sum(told, &guess)
				out = append(out, hex.EncodeToString(sum[:]))
			}
		}
	}
	return out
}

var hash = regexp.MustCompile(`\b[0-9a-f]{64}\b`)

// TestRule14NoHashConfirmsAGuess: who guesses a withheld record to the letter sees in no answer that he is right. Hashes are
// told where a salt is in them; of a log from before there were salts none is.
func TestRule14NoHashConfirmsAGuess(t *testing.T) {
	for name, salted := range map[string]bool{"with salts": true, "without": false} {
		l := secret.log(t, true)
		l.chain(salted)
		s := live(t, l)
		var texts []string
		for _, r := range *l {
			for _, at := range []string{"/records/" + r.RecordID, "/records/" + r.RecordID + "/revisions"} {
				a := s.ask(t, http.MethodGet, at, "")
				head, err := json.Marshal(a.Header)
				if err != nil {
					t.Fatal(err)
				}
				texts = append(texts, a.body, string(head))
			}
		}
		for _, at := range []string{"/feed.json?limit=200&kind=incident,tally,restriction,statement,document,alias", "/feed.json?limit=200&kind=incident", "/feed.atom?limit=200", "/restrictions", "/collections/incidents/items?limit=1000&f=json"} {
			texts = append(texts, s.ask(t, http.MethodGet, at, "").body)
		}
		all := strings.Join(texts, "\n")
		told := hash.FindAllString(all, -1)
		slices.Sort(told)
		told = slices.Compact(told)
		if salted && len(told) < 100 || !salted && len(told) > 0 {
			t.Errorf("%s: %d hashes are told", name, len(told))
		}
		for _, guess := range l.guesses(told) {
			if _, ok := slices.BinarySearch(told, guess); ok {
				t.Errorf("%s: a guess is confirmed by the hash %s", name, guess)
			}
		}
		if !salted {
			// The search can find: the log itself holds what was guessed.
			if guesses := l.guesses(nil); guesses[len(guesses)-1] != (*l)[len(*l)-1].SHA256 {
				t.Error("the guesses are not the hashes of the log")
			}
			continue
		}
		// Nor does the name that a withheld record goes by.
		for i, guess := range l.guesses(nil) {
			sum := sha256.Sum256([]byte(guess + "\x00" + (*l)[i].RecordID))
			if strings.Contains(all, hex.EncodeToString(sum[:8])) {
				t.Errorf("the name of %s is that of a guess", (*l)[i].RecordID)
			}
		}
	}
}
