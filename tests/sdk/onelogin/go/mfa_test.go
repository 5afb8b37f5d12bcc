// Tests with onelogin-go-sdk v4, unmodified: it always speaks https to <subdomain>.onelogin.com, and a subdomain of the
// form 127.0.0.1:PORT/t makes that the emulator's TLS side, with a host segment that the emulator understands.
package sdk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"testing"

	"github.com/onelogin/onelogin-go-sdk/v4/pkg/onelogin"
	"github.com/onelogin/onelogin-go-sdk/v4/pkg/onelogin/models"
)

const phone = "+15555550100"

type object = map[string]any

func client(t *testing.T) *onelogin.OneloginSDK {
	t.Helper()
	return must(onelogin.NewOneloginSDK())(t)
}

func must[T any](value T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func equal(t *testing.T, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
}

// control asks the emulator itself: for messages, codes, time.
func control(t *testing.T, method, path string, body any) object {
	t.Helper()
	text := must(json.Marshal(body))(t)
	url := os.Getenv("MFA_EMULATOR_URL") + "/_mfa/v1/" + path
	request := must(http.NewRequest(method, url, bytes.NewReader(text)))(t)
	response := must(http.DefaultClient.Do(request))(t)
	defer response.Body.Close()
	answer := object{}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

func code(t *testing.T) string {
	t.Helper()
	return control(t, "GET", "messages/latest?to=%2B15555550100", nil)["code"].(string)
}

// user makes a user of this test's own, by the SDK.
func user(t *testing.T, sdk *onelogin.OneloginSDK) int {
	t.Helper()
	made := must(sdk.CreateUser(models.User{
		Username: t.Name(), Email: t.Name() + "@example.com", Phone: phone,
		Password: "secret-1", PasswordConfirmation: "secret-1",
	}))(t)
	return int(made.(object)["id"].(float64))
}

func enroll(t *testing.T, sdk *onelogin.OneloginSDK, user, factor int) object {
	t.Helper()
	request := models.EnrollFactorRequest{FactorID: factor, DisplayName: "mine", ExpiresIn: "300"}
	return must(sdk.EnrollMFAFactor(request, user))(t).(object)
}

func number(t *testing.T, text any) int {
	t.Helper()
	return must(strconv.Atoi(fmt.Sprint(text)))(t)
}

func TestSmsFromEnrollmentToRemoval(t *testing.T) {
	sdk := client(t)
	ada := user(t, sdk)
	equal(t, len(must(sdk.GetAvailableMFAFactors(ada))(t).([]any)), 5)
	begun := enroll(t, sdk, ada, 58959)
	verify := models.VerifyEnrollmentFactorRequest{OTP: number(t, code(t))}
	settled := must(sdk.VerifyMFAEnrollment(ada, begun["id"].(string), verify))(t).(object)
	equal(t, settled["status"], "accepted")
	devices := must(sdk.GetEnrolledFactor(ada))(t).([]any)
	device := number(t, devices[0].(object)["device_id"])

	activated := must(sdk.ActivateMFAFactor(ada, models.ActivateFactorRequest{DeviceID: device}))(t).(object)
	otp := models.VerificationFactorRequest{OTP: code(t), DeviceID: device}
	done := must(sdk.VerifyAuthFactor(ada, number(t, activated["id"]), otp))(t).(object)
	equal(t, done["type"], "success")
	must(sdk.RemoveMFAFactor(ada, device))(t)
	equal(t, len(must(sdk.GetEnrolledFactor(ada))(t).([]any)), 0)
}

func TestAPushIsPolledWhileTheUserDecides(t *testing.T) {
	sdk := client(t)
	ada := user(t, sdk)
	begun := enroll(t, sdk, ada, 58958)
	equal(t, must(sdk.VerifyMFAEnrollmentGet(ada, begun["id"].(string)))(t).(object)["status"], "pending")
	control(t, "POST", "challenges/"+begun["id"].(string), object{"action": "approve"})
	settled := must(sdk.VerifyMFAEnrollmentGet(ada, begun["id"].(string)))(t).(object)
	equal(t, settled["status"], "accepted")

	device := number(t, settled["device_id"])
	activated := must(sdk.ActivateMFAFactor(ada, models.ActivateFactorRequest{DeviceID: device}))(t).(object)
	verification := number(t, activated["id"])
	equal(t, must(sdk.VerifyAuthFactorGet(ada, verification))(t).(object)["status"], "pending")
	control(t, "POST", fmt.Sprintf("challenges/%d", verification), object{"action": "deny"})
	equal(t, must(sdk.VerifyAuthFactorGet(ada, verification))(t).(object)["status"], "rejected")
}

func TestAWrongCodeIsNoErrorAndLeavesTheEnrollmentPending(t *testing.T) {
	sdk := client(t)
	ada := user(t, sdk)
	begun := enroll(t, sdk, ada, 58959)
	wrong := models.VerifyEnrollmentFactorRequest{OTP: 1}
	equal(t, must(sdk.VerifyMFAEnrollment(ada, begun["id"].(string), wrong))(t).(object)["status"], "pending")
	equal(t, len(must(sdk.GetEnrolledFactor(ada))(t).([]any)), 0)
}

func TestATemporaryTokenGetsAnAssertion(t *testing.T) {
	sdk := client(t)
	ada := user(t, sdk)
	begun := enroll(t, sdk, ada, 58959)
	verify := models.VerifyEnrollmentFactorRequest{OTP: number(t, code(t))}
	settled := must(sdk.VerifyMFAEnrollment(ada, begun["id"].(string), verify))(t).(object)

	app := os.Getenv("ONELOGIN_APP_ID")
	first := must(sdk.GenerateSAMLAssertion(models.GenerateSAMLTokenRequest{
		UsernameOrEmail: t.Name(), Password: "secret-1", AppID: app, Subdomain: "acme",
	}))(t).(object)
	token := must(sdk.GenerateMFAToken(ada, models.GenerateMFATokenRequest{ExpiresIn: 300}))(t).(object)
	assertion := must(sdk.VerifyFactorSAML(models.VerifyMFATokenRequest{
		AppID: app, DeviceID: fmt.Sprint(settled["device_id"]), StateToken: first["state_token"].(string),
		OTPToken: token["mfa_token"].(string),
	}))(t).(object)
	equal(t, assertion["message"], "Success")
}
