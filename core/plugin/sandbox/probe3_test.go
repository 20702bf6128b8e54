package sandbox
import ("testing";"time";"sort")
func TestAB(t *testing.T) {
	e := mustEngine(t, Config{})
	var ms [2]*Module
	for i := range ms { var err error; ms[i], err = e.Compile(t.Context(), mustGuest(t, "guest"), Limits{Name: "guest", bare: i==1}); if err != nil { t.Fatal(err) } }
	var hs [2]*Hook
	for i := range hs { hs[i] = &Hook{}; hs[i].Request.Name="ticket.will_create"; hs[i].Request.Ticket=sampleTicket() }
	var best, med [2]time.Duration
	var all [2][]time.Duration
	for r := 0; r < 200; r++ { for i := range ms {
		s := time.Now()
		for k := 0; k < 200; k++ { hs[i].Do(t.Context(), ms[i], nil) }
		all[i] = append(all[i], time.Since(s)/200)
	} }
	for i := range all { sort.Slice(all[i], func(a,b int) bool { return all[i][a]<all[i][b] }); best[i] = all[i][0]; med[i] = all[i][100] }
	t.Log("metered", best[0], med[0], "bare", best[1], med[1], float64(best[0])/float64(best[1]), float64(med[0])/float64(med[1]))
}
