package sdk

import (
	"strings"
	"testing"

	verify "github.com/twilio/twilio-go/rest/verify/v2"
)

func verifications(t *testing.T) {
	first := send(t)
	cancel := (&verify.UpdateVerificationParams{}).SetStatus("canceled")
	equal(t, *must(api().UpdateVerification(service, *first.Sid, cancel))(t).Status, "canceled")
	equal(t, *must(api().FetchVerification(service, *first.Sid))(t).Status, "canceled")
	second := send(t)
	equal(t, *must(api().FetchVerification(service, phone))(t).Sid, *second.Sid)
	equal(t, *must(check(sent(t, phone)))(t).Status, "approved")
}

func attempts(t *testing.T) {
	all := must(api().ListVerificationAttempt(&verify.ListVerificationAttemptParams{}))(t)
	equal(t, len(all), 2)
	equal(t, *must(api().FetchVerificationAttempt(*all[1].Sid))(t).ConversionStatus, "converted")
	summary := must(api().FetchVerificationAttemptsSummary(&verify.FetchVerificationAttemptsSummaryParams{}))(t)
	equal(t, *summary.ConversionRatePercentage, "50")
}

func rateLimits(t *testing.T) {
	create := (&verify.CreateRateLimitParams{}).SetUniqueName("ip").SetDescription("by address")
	sid := *must(api().CreateRateLimit(service, create))(t).Sid
	update := (&verify.UpdateRateLimitParams{}).SetDescription("new")
	equal(t, *must(api().UpdateRateLimit(service, sid, update))(t).Description, "new")
	found := must(api().FetchRateLimit(service, sid))(t)
	equal(t, *found.UniqueName+" "+*found.Description, "ip new")
	equal(t, len(must(api().ListRateLimit(service, &verify.ListRateLimitParams{}))(t)), 1)
	buckets(t, sid)
	ok(t, api().DeleteRateLimit(service, sid))
	equal(t, len(must(api().ListRateLimit(service, &verify.ListRateLimitParams{}))(t)), 0)
}

func buckets(t *testing.T, limit string) {
	sid := *must(api().CreateBucket(service, limit, (&verify.CreateBucketParams{}).SetMax(1).SetInterval(60)))(t).Sid
	equal(t, must(api().UpdateBucket(service, limit, sid, (&verify.UpdateBucketParams{}).SetMax(2)))(t).Max, 2)
	found := must(api().FetchBucket(service, limit, sid))(t)
	equal(t, found.Max, 2)
	equal(t, found.Interval, 60)
	equal(t, len(must(api().ListBucket(service, limit, &verify.ListBucketParams{}))(t)), 1)
	ok(t, api().DeleteBucket(service, limit, sid))
	_, err := api().FetchBucket(service, limit, sid)
	refused(t, err, 404, 20404)
}

func messagingConfigurations(t *testing.T) {
	first, second := "MG"+strings.Repeat("a", 32), "MG"+strings.Repeat("b", 32)
	create := (&verify.CreateMessagingConfigurationParams{}).SetCountry("US").SetMessagingServiceSid(first)
	equal(t, *must(api().CreateMessagingConfiguration(service, create))(t).MessagingServiceSid, first)
	update := (&verify.UpdateMessagingConfigurationParams{}).SetMessagingServiceSid(second)
	equal(t, *must(api().UpdateMessagingConfiguration(service, "US", update))(t).MessagingServiceSid, second)
	equal(t, *must(api().FetchMessagingConfiguration(service, "US"))(t).MessagingServiceSid, second)
	all := must(api().ListMessagingConfiguration(service, &verify.ListMessagingConfigurationParams{}))(t)
	equal(t, len(all), 1)
	equal(t, *all[0].Country, "US")
	ok(t, api().DeleteMessagingConfiguration(service, "US"))
	_, err := api().FetchMessagingConfiguration(service, "US")
	refused(t, err, 404, 20404)
}

func webhooks(t *testing.T) {
	create := (&verify.CreateWebhookParams{}).SetFriendlyName("all").SetWebhookUrl("http://127.0.0.1:9/")
	create.SetEventTypes([]string{"factor.created", "factor.deleted"})
	made := must(api().CreateWebhook(service, create))(t)
	equal(t, strings.Join(*made.EventTypes, " "), "factor.created factor.deleted")
	update := (&verify.UpdateWebhookParams{}).SetStatus("disabled")
	equal(t, *must(api().UpdateWebhook(service, *made.Sid, update))(t).Status, "disabled")
	equal(t, *must(api().FetchWebhook(service, *made.Sid))(t).Status, "disabled")
	equal(t, len(must(api().ListWebhook(service, &verify.ListWebhookParams{}))(t)), 1)
	ok(t, api().DeleteWebhook(service, *made.Sid))
	_, err := api().FetchWebhook(service, *made.Sid)
	refused(t, err, 404, 20404)
}

func theAccountsOwn(t *testing.T) {
	const number = "+18001234567"
	made := must(api().CreateSafelist((&verify.CreateSafelistParams{}).SetPhoneNumber(number)))(t)
	equal(t, *must(api().FetchSafelist(number))(t).Sid, *made.Sid)
	ok(t, api().DeleteSafelist(number))
	equal(t, *must(api().FetchForm("form-push"))(t).FormType, "form-push")
	equal(t, len(must(api().ListVerificationTemplate(&verify.ListVerificationTemplateParams{}))(t)), 0)
}
