package sdk

import (
	"fmt"
	"strings"
	"testing"

	verify "github.com/twilio/twilio-go/rest/verify/v2"
)

// manyFactors are as many as a person can have: 100 of TOTP and 20 of push. A day allows 100; only verified ones
// outlive it.
func manyFactors(t *testing.T) []string {
	t.Helper()
	made := []string{}
	for range [60]int{} {
		made = append(made, *verified(t).Sid)
	}
	advance(t, "24h")
	for number := range [40]int{} {
		made = append(made, *newTotp(t, fmt.Sprint(number)).Sid)
	}
	for range [20]int{} {
		made = append(made, pushFactor(t))
	}
	return made
}

func sids(factors []verify.VerifyV2Factor) string {
	found := []string{}
	for _, factor := range factors {
		found = append(found, *factor.Sid)
	}
	return strings.Join(found, " ")
}

func TestPagesLeadThrough120FactorsAndNeverToTwilio(t *testing.T) {
	made := manyFactors(t)
	equal(t, len(made), 120)
	all := must(api().ListFactor(service, identity, &verify.ListFactorParams{}))(t)
	equal(t, sids(all), strings.Join(made, " "))
	bySevens := must(api().ListFactor(service, identity, (&verify.ListFactorParams{}).SetPageSize(7)))(t)
	equal(t, sids(bySevens), strings.Join(made, " "))
	few := must(api().ListFactor(service, identity, (&verify.ListFactorParams{}).SetPageSize(10).SetLimit(33)))(t)
	equal(t, sids(few), strings.Join(made[:33], " "))
	first := must(api().PageFactor(service, identity, (&verify.ListFactorParams{}).SetPageSize(50), "", ""))(t)
	equal(t, sids(first.Factors), strings.Join(made[:50], " "))
	equal(t, strings.HasPrefix(*first.Meta.NextPageUrl, home()+"/v2/Services/"), true)
}
