package layer

import (
	"encoding/binary"
	"math"
)

// queryKey is equal for queries with the same conditions.
func (t *Table) queryKey(q Query) string {
	key := make([]byte, 0, 256)
	for _, e := range q.Equal {
		key = binary.AppendUvarint(append(key, 'e'), uint64(e.Column))
		key = append(binary.AppendUvarint(key, uint64(len(e.Text))), e.Text...)
	}
	for _, b := range q.Boxes {
		key = append(key, 'b')
		for _, v := range [4]float64{b.Min[0], b.Min[1], b.Max[0], b.Max[1]} {
			key = binary.LittleEndian.AppendUint64(key, math.Float64bits(v))
		}
	}
	if q.Interval != nil {
		key = binary.LittleEndian.AppendUint64(append(key, 't'), uint64(q.Interval.First))
		key = binary.LittleEndian.AppendUint64(key, uint64(q.Interval.Last))
	}
	if q.Filter != nil {
		key = q.Filter.AppendKey(append(key, 'f'))
	}
	return string(key)
}
