package checks

import "strings"

// numerals are the numbers that reports write as words, with their case forms.
var numerals = func() map[string]int {
	out := map[string]int{}
	for n, forms := range map[int]string{
		1:  "one один одна одно одного одну одному одним одне",
		2:  "two два две двух двумя двум дві двох двома двом",
		3:  "three три трех тремя трем трьох трьома трьом",
		4:  "four четыре четырех четырьмя четырем чотири чотирьох чотирма чотирьом",
		5:  "five пять пяти пятью п'ять п'яти п'ятьох п'ятьма",
		6:  "six шесть шести шестью шість шести шістьох",
		7:  "seven семь семи семью сім семи сімох",
		8:  "eight восемь восьми восемью вісім восьми вісьмох",
		9:  "nine девять девяти девятью дев'ять дев'яти дев'ятьох",
		10: "ten десять десяти десятью десятьох",
		11: "eleven одиннадцать одиннадцати одинадцять одинадцяти",
		12: "twelve двенадцать двенадцати дванадцять дванадцяти",
		13: "thirteen тринадцать тринадцати тринадцять тринадцяти",
		14: "fourteen четырнадцать четырнадцати чотирнадцять чотирнадцяти",
		15: "fifteen пятнадцать пятнадцати п'ятнадцять п'ятнадцяти",
		16: "sixteen шестнадцать шестнадцати шістнадцять шістнадцяти",
		17: "seventeen семнадцать семнадцати сімнадцять сімнадцяти",
		18: "eighteen восемнадцать восемнадцати вісімнадцять вісімнадцяти",
		19: "nineteen девятнадцать девятнадцати дев'ятнадцять дев'ятнадцяти",
		20: "twenty двадцать двадцати двадцять двадцяти",
		30: "thirty тридцать тридцати тридцять тридцяти",
		40: "forty сорок сорока",
		50: "fifty пятьдесят пятидесяти п'ятдесят п'ятдесяти",
		60: "sixty шестьдесят шестидесяти шістдесят шістдесяти",
		70: "seventy семьдесят семидесяти сімдесят сімдесяти",
		80: "eighty восемьдесят восьмидесяти вісімдесят вісімдесяти",
		90: "ninety девяносто дев'яносто",
	} {
		for _, form := range strings.Fields(forms) {
			out[form] = n
		}
	}
	for n, forms := range map[int]string{ // of people
		2: "двое двоих двоє", 3: "трое троих троє", 4: "четверо четверых", 5: "пятеро пятерых п'ятеро", 6: "шестеро шестерых", 7: "семеро семерых", 8: "восьмеро восьмерых", 9: "девятеро", 10: "десятеро",
	} {
		for _, form := range strings.Fields(forms) {
			out[form] = n
		}
	}
	return out
}()

// Numeral reads a number from 1 to 99 that is written as one word of English, Russian or Ukrainian in any case form, small letters,
// е for ё: "two", "двумя", "пятеро", "twenty-six".
func Numeral(word string) (int, bool) {
	if n, ok := numerals[word]; ok {
		return n, true
	}
	if tens, unit, ok := strings.Cut(word, "-"); ok {
		if t, u := numerals[tens], numerals[unit]; t >= 20 && u > 0 && u < 10 {
			return t + u, true
		}
	}
	return 0, false
}
