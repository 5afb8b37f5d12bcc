// Tests with twilio-go, unmodified. The environment says where the emulator is.
package sdk

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/twilio/twilio-go/client"
	verify "github.com/twilio/twilio-go/rest/verify/v2"
)

var (
	emulator = os.Getenv("MFA_EMULATOR_URL")
	service  = os.Getenv("TWILIO_VERIFY_SERVICE_SID")
	// proxied: the emulator has a secure side, and the environment leads there without a change here.
	proxied = os.Getenv("MFA_EMULATOR_TLS") != ""
)

const identity = "ada-lovelace"

// here sends requests that are meant for Twilio's hosts to the emulator.
type here struct{}

func (here) RoundTrip(request *http.Request) (*http.Response, error) {
	if strings.HasSuffix(request.URL.Host, ".twilio.com") {
		target, err := url.Parse(emulator)
		if err != nil {
			return nil, err
		}
		request = request.Clone(request.Context())
		request.URL.Scheme, request.URL.Host, request.Host = target.Scheme, target.Host, target.Host
	}
	return http.DefaultTransport.RoundTrip(request)
}

func api() *verify.ApiService {
	account := os.Getenv("TWILIO_ACCOUNT_SID")
	base := &client.Client{Credentials: client.NewCredentials(account, os.Getenv("TWILIO_AUTH_TOKEN"))}
	if !proxied {
		base.HTTPClient = &http.Client{Transport: here{}}
	}
	base.SetAccountSid(account)
	return verify.NewApiService(client.NewRequestHandler(base))
}

// must gives what an API call answered: must(api().FetchService(sid))(t).
func must[T any](value T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// home is what the URLs in answers begin with.
func home() string {
	if proxied {
		return "https://verify.twilio.com"
	}
	return emulator
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func equal[T comparable](t *testing.T, found, expected T) {
	t.Helper()
	if found != expected {
		t.Fatalf("%v, not %v", found, expected)
	}
}

// refused checks that err is Twilio's error of that status and code.
func refused(t *testing.T, err error, status, code int) {
	t.Helper()
	var problem *client.TwilioRestError
	if !errors.As(err, &problem) {
		t.Fatalf("no error of Twilio's: %v", err)
	}
	equal(t, fmt.Sprint(problem.Status, problem.Code), fmt.Sprint(status, code))
}

// control asks the emulator itself.
func control(t *testing.T, method, path string, body any) map[string]any {
	t.Helper()
	var sent bytes.Buffer
	if body != nil {
		if err := json.NewEncoder(&sent).Encode(body); err != nil {
			t.Fatal(err)
		}
	}
	request, err := http.NewRequest(method, emulator+"/_mfa/v1"+path, &sent)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		t.Fatalf("%s %s: %s", method, path, response.Status)
	}
	found := map[string]any{}
	if err := json.NewDecoder(response.Body).Decode(&found); err != nil {
		t.Fatal(err)
	}
	return found
}

func advance(t *testing.T, by string) {
	t.Helper()
	control(t, "POST", "/clock", map[string]string{"advance": by})
}

// sent is the newest code that was sent to that address.
func sent(t *testing.T, to string) string {
	t.Helper()
	return control(t, "GET", "/messages/latest?to="+url.QueryEscape(to), nil)["code"].(string)
}

// totp is what an authenticator app shows, so many steps from now (RFC 6238).
func totp(t *testing.T, secret string, step int64) string {
	t.Helper()
	key, err := base32.StdEncoding.DecodeString(secret)
	if err != nil {
		t.Fatal(err)
	}
	counter := make([]byte, 8)
	epoch := int64(control(t, "GET", "/clock", nil)["epoch"].(float64))
	binary.BigEndian.PutUint64(counter, uint64(epoch/30+step))
	mac := hmac.New(sha1.New, key)
	mac.Write(counter)
	digest := mac.Sum(nil)
	offset := digest[len(digest)-1] & 15
	number := binary.BigEndian.Uint32(digest[offset:]) & 0x7fffffff
	return fmt.Sprintf("%06d", number%1000000)
}
