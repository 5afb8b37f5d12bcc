package sdk

import (
	"testing"

	verify "github.com/twilio/twilio-go/rest/verify/v2"
)

const phone = "+15017122661"

func send(t *testing.T) *verify.VerifyV2Verification {
	t.Helper()
	params := (&verify.CreateVerificationParams{}).SetTo(phone).SetChannel("sms")
	return must(api().CreateVerification(service, params))(t)
}

func check(code string) (*verify.VerifyV2VerificationCheck, error) {
	params := (&verify.CreateVerificationCheckParams{}).SetTo(phone).SetCode(code)
	return api().CreateVerificationCheck(service, params)
}

func TestACodeIsSentAgainAndApproved(t *testing.T) {
	first := send(t)
	code := sent(t, phone)
	equal(t, *send(t).Sid, *first.Sid)
	equal(t, sent(t, phone), code)
	equal(t, *must(api().FetchVerification(service, phone))(t).Sid, *first.Sid)
	equal(t, *must(check(code))(t).Status, "approved")
	_, err := check(code)
	refused(t, err, 404, 20404)
}

func TestFiveWrongChecksLockItUntilItExpires(t *testing.T) {
	send(t)
	for range [5]int{} {
		equal(t, *must(check("0000"))(t).Valid, false)
	}
	_, err := check(sent(t, phone))
	refused(t, err, 429, 60202)
	advance(t, "10m")
	_, err = check(sent(t, phone))
	refused(t, err, 404, 20404)
	send(t)
	equal(t, *must(check(sent(t, phone)))(t).Status, "approved")
}

func TestTheSixthSendIsRefused(t *testing.T) {
	for range [5]int{} {
		send(t)
	}
	params := (&verify.CreateVerificationParams{}).SetTo(phone).SetChannel("sms")
	_, err := api().CreateVerification(service, params)
	refused(t, err, 429, 60203)
}

func TestRateLimitsHoldBack(t *testing.T) {
	limit := must(api().CreateRateLimit(service, (&verify.CreateRateLimitParams{}).SetUniqueName("ip")))(t)
	bucket := must(api().CreateBucket(service, *limit.Sid, (&verify.CreateBucketParams{}).SetMax(1).SetInterval(60)))(t)
	equal(t, bucket.Max, 1)
	params := (&verify.CreateVerificationParams{}).SetTo(phone).SetChannel("sms")
	params.SetRateLimits(map[string]string{"ip": "1.2.3.4"})
	must(api().CreateVerification(service, params))(t)
	_, err := api().CreateVerification(service, params)
	refused(t, err, 429, 20429)
	updated := must(api().UpdateBucket(service, *limit.Sid, *bucket.Sid, (&verify.UpdateBucketParams{}).SetMax(2)))(t)
	equal(t, updated.Max, 2)
	if err := api().DeleteRateLimit(service, *limit.Sid); err != nil {
		t.Fatal(err)
	}
}

func TestAttemptsAreListedAndSummedUp(t *testing.T) {
	send(t)
	must(check(sent(t, phone)))(t)
	found := must(api().ListVerificationAttempt((&verify.ListVerificationAttemptParams{}).SetStatus("converted")))(t)
	equal(t, len(found), 1)
	equal(t, *must(api().FetchVerificationAttempt(*found[0].Sid))(t).ConversionStatus, "converted")
	summary := must(api().FetchVerificationAttemptsSummary(&verify.FetchVerificationAttemptsSummaryParams{}))(t)
	equal(t, *summary.ConversionRatePercentage, "100")
}
