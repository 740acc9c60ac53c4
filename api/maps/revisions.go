package maps

import (
	"encoding/json"

	"oblast/data/record"
	"oblast/data/snapshot"

	"github.com/labstack/echo/v4"
)

// revisionsBody is how a record came to stand as it does.
type revisionsBody struct {
	ID        string          `json:"id"`
	Kind      record.Kind     `json:"kind"`
	Retracted bool            `json:"retracted"`
	Revisions []snapshot.Step `json:"revisions"` // oldest first
	Version   string          `json:"version"`
}

// Revisions answers GET /records/{id}/revisions.
func (s *Service) Revisions(c echo.Context) error {
	_, snap, err := s.read(c, RecordParams)
	if err != nil {
		return err
	}
	entry, ok := snap.Record(c.Param("id"))
	if !ok {
		return noRecord(c)
	}
	return s.reply(c, snap, "application/json", func(dst []byte) ([]byte, error) {
		steps, _ := snap.History(entry.ID)
		b, err := json.Marshal(revisionsBody{entry.ID, entry.Kind, entry.Retracted(), steps, snap.Version()})
		return append(dst, b...), err
	})
}
