package abi

// In a guest an allocation costs a quarter of a microsecond, so small lists are
// cut from larger pieces. A piece lives as long as anything cut from it; nothing
// is ever handed out twice.
const slabSize = 64

var (
	strSlab []string
	intSlab []int64
)

func makeStrs(n int) []string {
	if n > len(strSlab) {
		if n > slabSize/4 {
			return make([]string, n)
		}
		strSlab = make([]string, slabSize)
	}
	v := strSlab[:n:n]
	strSlab = strSlab[n:]
	return v
}

func makeInts(n int) []int64 {
	if n > len(intSlab) {
		if n > slabSize/4 {
			return make([]int64, n)
		}
		intSlab = make([]int64, slabSize)
	}
	v := intSlab[:n:n]
	intSlab = intSlab[n:]
	return v
}
