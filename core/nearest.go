package core

// maxNearest bounds the words that are compared, in bytes.
const maxNearest = 256

// Nearest returns the known word that a mistyped one comes closest to, other than the
// word itself: the first of those with the fewest letters to put in, leave out or change,
// at most two. It is empty when there is none.
func Nearest(word string, known []string) string {
	best, least := "", 3
	for _, k := range known {
		if k == word {
			continue
		}
		if d := apart(word, k, least); d < least {
			best, least = k, d
		}
	}
	return best
}

// apart counts the letters to put in, leave out or change between a and b, and gives up
// at limit.
func apart(a, b string, limit int) int {
	if d := len(a) - len(b); d >= limit || -d >= limit || len(a) > maxNearest {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return min(row[len(b)], limit)
}
