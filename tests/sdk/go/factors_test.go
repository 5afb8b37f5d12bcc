package sdk

import (
	"testing"

	verify "github.com/twilio/twilio-go/rest/verify/v2"
)

func newTotp(t *testing.T, name string) *verify.VerifyV2NewFactor {
	t.Helper()
	params := &verify.CreateNewFactorParams{}
	params.SetFriendlyName(name).SetFactorType("totp").SetMetadata(`{"os":"Android"}`)
	return must(api().CreateNewFactor(service, identity, params))(t)
}

func secretOf(factor *verify.VerifyV2NewFactor) string {
	return (*factor.Binding).(map[string]any)["secret"].(string)
}

func answer(t *testing.T, factor *verify.VerifyV2NewFactor, code string) *verify.VerifyV2Factor {
	t.Helper()
	params := (&verify.UpdateFactorParams{}).SetAuthPayload(code)
	return must(api().UpdateFactor(service, identity, *factor.Sid, params))(t)
}

func verified(t *testing.T) *verify.VerifyV2NewFactor {
	t.Helper()
	factor := newTotp(t, "phone")
	equal(t, *answer(t, factor, totp(t, secretOf(factor), 0)).Status, "verified")
	return factor
}

func TestATotpFactorIsMadeRefusedAWrongCodeAndVerified(t *testing.T) {
	factor := newTotp(t, "Ada’s phone")
	equal(t, *factor.Status, "unverified")
	equal(t, (*factor.Metadata).(map[string]any)["os"].(string), "Android")
	equal(t, *answer(t, factor, totp(t, secretOf(factor), 5)).Status, "unverified")
	equal(t, *answer(t, factor, totp(t, secretOf(factor), 0)).Status, "verified")
	equal(t, *must(api().FetchFactor(service, identity, *factor.Sid))(t).FriendlyName, "Ada’s phone")
}

func TestFiveWrongCodesLockTheFactor(t *testing.T) {
	factor := newTotp(t, "phone")
	for range [5]int{} {
		answer(t, factor, totp(t, secretOf(factor), 5))
	}
	params := (&verify.UpdateFactorParams{}).SetAuthPayload(totp(t, secretOf(factor), 0))
	_, err := api().UpdateFactor(service, identity, *factor.Sid, params)
	refused(t, err, 429, 60310)
}

func TestATotpChallengeIsApprovedOnCreationAndOnUpdate(t *testing.T) {
	factor := verified(t)
	create := (&verify.CreateChallengeParams{}).SetFactorSid(*factor.Sid)
	create.SetAuthPayload(totp(t, secretOf(factor), 0))
	equal(t, *must(api().CreateChallenge(service, identity, create))(t).Status, "approved")
	advance(t, "30s")
	create = (&verify.CreateChallengeParams{}).SetFactorSid(*factor.Sid)
	pending := must(api().CreateChallenge(service, identity, create))(t)
	equal(t, *pending.Status, "pending")
	update := (&verify.UpdateChallengeParams{}).SetAuthPayload(totp(t, secretOf(factor), 0))
	equal(t, *must(api().UpdateChallenge(service, identity, *pending.Sid, update))(t).Status, "approved")
	found := must(api().ListChallenge(service, identity, (&verify.ListChallengeParams{}).SetStatus("approved")))(t)
	equal(t, len(found), 2)
}

func TestAChallengeExpiresByTheClock(t *testing.T) {
	factor := verified(t)
	create := (&verify.CreateChallengeParams{}).SetFactorSid(*factor.Sid)
	challenge := must(api().CreateChallenge(service, identity, create))(t)
	equal(t, challenge.ExpirationDate.Sub(*challenge.DateCreated).String(), "5m0s")
	advance(t, "5m")
	equal(t, *must(api().FetchChallenge(service, identity, *challenge.Sid))(t).Status, "expired")
	update := (&verify.UpdateChallengeParams{}).SetAuthPayload(totp(t, secretOf(factor), 0))
	_, err := api().UpdateChallenge(service, identity, *challenge.Sid, update)
	refused(t, err, 403, 60323)
}
