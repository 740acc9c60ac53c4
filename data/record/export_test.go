package record

// DecodeByLibrary is Decode with all tokens read by the JSON library.
func DecodeByLibrary(b []byte) (Record, error) {
	r := readers.Get().(*reader)
	defer readers.Put(r)
	r.dec.never = true
	defer func() { r.dec.never = false }()
	return r.record(b)
}
