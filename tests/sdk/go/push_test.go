package sdk

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"strings"
	"testing"

	verify "github.com/twilio/twilio-go/rest/verify/v2"
)

// pushFactor creates and verifies the factor of a phone with a key of its own.
func pushFactor(t *testing.T) string {
	t.Helper()
	key := must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))(t)
	der := must(x509.MarshalPKIXPublicKey(&key.PublicKey))(t)
	create := &verify.CreateNewFactorParams{}
	create.SetFriendlyName("phone").SetFactorType("push").SetBindingAlg("ES256")
	create.SetBindingPublicKey(base64.StdEncoding.EncodeToString(der)).SetConfigAppId("com.example.app")
	create.SetConfigNotificationPlatform("fcm").SetConfigNotificationToken(strings.Repeat("t", 40)).SetConfigSdkVersion("1.0")
	factor := must(api().CreateNewFactor(service, identity, create))(t)
	digest := sha256.Sum256([]byte(*factor.Sid))
	signature := must(ecdsa.SignASN1(rand.Reader, key, digest[:]))(t)
	payload := (&verify.UpdateFactorParams{}).SetAuthPayload(base64.StdEncoding.EncodeToString(signature))
	equal(t, *must(api().UpdateFactor(service, identity, *factor.Sid, payload))(t).Status, "verified")
	return *factor.Sid
}

func tapped(t *testing.T, action string) string {
	t.Helper()
	create := (&verify.CreateChallengeParams{}).SetFactorSid(pushFactor(t)).SetDetailsMessage("Log in?")
	create.SetDetailsFields([]interface{}{map[string]string{"label": "Where", "value": "Paris"}})
	create.SetHiddenDetails(map[string]string{"ip": "1.2.3.4"})
	challenge := must(api().CreateChallenge(service, identity, create))(t)
	control(t, "POST", "/challenges/"+*challenge.Sid, map[string]string{"action": action})
	return *must(api().FetchChallenge(service, identity, *challenge.Sid))(t).Status
}

func TestAPushChallengeIsApprovedByATap(t *testing.T) {
	equal(t, tapped(t, "approve"), "approved")
}

func TestAPushChallengeIsDeniedByATap(t *testing.T) {
	equal(t, tapped(t, "deny"), "denied")
}
