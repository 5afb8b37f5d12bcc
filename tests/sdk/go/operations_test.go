package sdk

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	verify "github.com/twilio/twilio-go/rest/verify/v2"
)

// operations are those of the SDK, by the names of its methods. Passkeys are left out: they need a browser.
func operations() []string {
	found := []string{}
	methods := reflect.TypeOf(api())
	for number := 0; number < methods.NumMethod(); number++ {
		name := methods.Method(number).Name
		verb := slices.ContainsFunc([]string{"Create", "List", "Fetch", "Update", "Delete"}, func(verb string) bool {
			return strings.HasPrefix(name, verb)
		})
		if verb && !strings.HasSuffix(name, "WithMetadata") && !strings.Contains(name, "Passkey") {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	return found
}

// done are the operations that the emulator has answered with success.
func done(t *testing.T) []string {
	t.Helper()
	found := []string{}
	for _, exchange := range control(t, "GET", "/requests?provider=twilio_verify&limit=1000", nil)["requests"].([]any) {
		exchange := exchange.(map[string]any)
		if exchange["status"].(float64) < 300 {
			found = append(found, exchange["operation"].(string))
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func services(t *testing.T) {
	made := must(api().CreateService((&verify.CreateServiceParams{}).SetFriendlyName("Owl Bank").SetTotpIssuer("Owl")))(t)
	equal(t, must(api().UpdateService(*made.Sid, (&verify.UpdateServiceParams{}).SetCodeLength(8)))(t).CodeLength, 8)
	found := must(api().FetchService(*made.Sid))(t)
	equal(t, (*found.Totp).(map[string]any)["issuer"].(string), "Owl")
	equal(t, *found.Url, home()+"/v2/Services/"+*made.Sid)
	all := must(api().ListService(&verify.ListServiceParams{}))(t)
	equal(t, *all[0].Sid+" "+*all[1].Sid, service+" "+*made.Sid)
	ok(t, api().DeleteService(*made.Sid))
	_, err := api().FetchService(*made.Sid)
	refused(t, err, 404, 20404)
}

func entities(t *testing.T) {
	create := (&verify.CreateEntityParams{}).SetIdentity("grace-hopper")
	made := must(api().CreateEntity(service, create))(t)
	equal(t, *must(api().FetchEntity(service, "grace-hopper"))(t).Sid, *made.Sid)
	_, err := api().CreateEntity(service, create)
	refused(t, err, 409, 60301)
	all := must(api().ListEntity(service, &verify.ListEntityParams{}))(t)
	equal(t, len(all), 1)
	equal(t, *all[0].Identity, "grace-hopper")
	ok(t, api().DeleteEntity(service, "grace-hopper"))
	_, err = api().FetchEntity(service, "grace-hopper")
	refused(t, err, 404, 20404)
}

func accessTokens(t *testing.T) {
	params := (&verify.CreateAccessTokenParams{}).SetIdentity("grace-hopper").SetFactorType("push").SetTtl(120)
	made := must(api().CreateAccessToken(service, params))(t)
	found := must(api().FetchAccessToken(service, *made.Sid))(t)
	equal(t, *found.Token, *made.Token)
	equal(t, found.Ttl, 120)
}

func factors(t *testing.T) {
	made := verified(t)
	challenges(t, made)
	rename := (&verify.UpdateFactorParams{}).SetFriendlyName("new")
	equal(t, *must(api().UpdateFactor(service, identity, *made.Sid, rename))(t).FriendlyName, "new")
	equal(t, *must(api().FetchFactor(service, identity, *made.Sid))(t).FriendlyName, "new")
	equal(t, sids(must(api().ListFactor(service, identity, &verify.ListFactorParams{}))(t)), *made.Sid)
	ok(t, api().DeleteFactor(service, identity, *made.Sid))
	_, err := api().FetchFactor(service, identity, *made.Sid)
	refused(t, err, 404, 20404)
}

func challenges(t *testing.T, factor *verify.VerifyV2NewFactor) {
	create := (&verify.CreateChallengeParams{}).SetFactorSid(*factor.Sid)
	made := must(api().CreateChallenge(service, identity, create))(t)
	equal(t, *must(api().FetchChallenge(service, identity, *made.Sid))(t).Status, "pending")
	update := (&verify.UpdateChallengeParams{}).SetAuthPayload(totp(t, secretOf(factor), 0))
	equal(t, *must(api().UpdateChallenge(service, identity, *made.Sid, update))(t).Status, "approved")
	list := (&verify.ListChallengeParams{}).SetFactorSid(*factor.Sid).SetStatus("approved")
	all := must(api().ListChallenge(service, identity, list))(t)
	equal(t, len(all), 1)
	equal(t, *all[0].Sid, *made.Sid)
}

func notifications(t *testing.T) {
	create := (&verify.CreateChallengeParams{}).SetFactorSid(pushFactor(t)).SetDetailsMessage("Log in?")
	challenge := must(api().CreateChallenge(service, identity, create))(t)
	params := (&verify.CreateNotificationParams{}).SetTtl(60)
	sent := must(api().CreateNotification(service, identity, *challenge.Sid, params))(t)
	equal(t, *sent.ChallengeSid, *challenge.Sid)
	equal(t, sent.Ttl, 60)
}

func TestEveryOperationIsDone(t *testing.T) {
	for _, family := range []func(*testing.T){
		services, entities, accessTokens, factors, notifications, verifications, attempts, rateLimits,
		messagingConfigurations, webhooks, theAccountsOwn,
	} {
		family(t)
	}
	equal(t, strings.Join(done(t), "\n"), strings.Join(operations(), "\n"))
}
