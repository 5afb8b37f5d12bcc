// Tests with firebase-admin for Go, unmodified. The environment says where the emulator is.
package firebase

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"testing"

	admin "firebase.google.com/go/v4"
	"firebase.google.com/go/v4/auth"
	"google.golang.org/api/iterator"
)

var ctx = context.Background()

func client(t *testing.T) *auth.Client {
	t.Helper()
	app, err := admin.NewApp(ctx, &admin.Config{ProjectID: os.Getenv("GCLOUD_PROJECT")})
	if err != nil {
		t.Fatal(err)
	}
	return must(app.Auth(ctx))(t)
}

// must gives what an API call answered: must(client(t).GetUser(ctx, uid))(t).
func must[T any](value T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func team(t *testing.T) *auth.Tenant {
	t.Helper()
	tenant := (&auth.TenantToCreate{}).DisplayName("Team-1").AllowPasswordSignUp(true)
	return must(client(t).TenantManager.CreateTenant(ctx, tenant))(t)
}

func TestATenantIsMadeReadListedChangedAndDeleted(t *testing.T) {
	tenants := client(t).TenantManager
	made := team(t)
	if read := must(tenants.Tenant(ctx, made.ID))(t); read.DisplayName != "Team-1" || !read.AllowPasswordSignUp {
		t.Fatalf("read %+v", read)
	}
	changed := must(tenants.UpdateTenant(ctx, made.ID, (&auth.TenantToUpdate{}).DisplayName("Team-2")))(t)
	if changed.DisplayName != "Team-2" || !changed.AllowPasswordSignUp {
		t.Fatalf("changed %+v", changed)
	}
	names := 0
	for pages := tenants.Tenants(ctx, ""); ; names++ {
		if _, err := pages.Next(); err == iterator.Done {
			break
		} else if err != nil {
			t.Fatal(err)
		}
	}
	if names != 1 {
		t.Fatalf("%d tenants are listed", names)
	}
	if err := tenants.DeleteTenant(ctx, made.ID); err != nil {
		t.Fatal(err)
	}
}

func TestAUserOfATenantHasASecondFactorAndIsAskedForIt(t *testing.T) {
	made := team(t)
	tenants := client(t).TenantManager
	config := (&auth.TenantToUpdate{})
	own := must(tenants.AuthForTenant(must(tenants.UpdateTenant(ctx, made.ID, config.EnableAnonymousUsers(false)))(t).ID))(t)
	user := (&auth.UserToCreate{}).Email("tina@example.com").Password("secret-1").EmailVerified(true)
	uid := must(own.CreateUser(ctx, user))(t).UID
	factor := auth.MultiFactorInfo{
		FactorID: "phone", DisplayName: "work", Phone: &auth.PhoneMultiFactorInfo{PhoneNumber: "+15555550100"},
	}
	settings := auth.MultiFactorSettings{EnrolledFactors: []*auth.MultiFactorInfo{&factor}}
	must(own.UpdateUser(ctx, uid, (&auth.UserToUpdate{}).MFASettings(settings)))(t)
	factors := must(own.GetUser(ctx, uid))(t).MultiFactor.EnrolledFactors
	if len(factors) != 1 || factors[0].DisplayName != "work" || factors[0].UID == "" {
		t.Fatalf("read %+v", factors)
	}
	if answer := signIn(t, made.ID); answer["mfaPendingCredential"] != nil {
		t.Fatal("a tenant without second factors asked for one")
	}
	on := `{"mfaConfig": {"state": "ENABLED", "enabledProviders": ["PHONE_SMS"]}}`
	path := "/v2/projects/" + os.Getenv("GCLOUD_PROJECT") + "/tenants/" + made.ID + "?updateMask=mfaConfig"
	send(t, "PATCH", path, on)
	if answer := signIn(t, made.ID); answer["mfaPendingCredential"] == nil {
		t.Fatal("no second factor was asked for")
	}
}

func TestAnOpenIDConnectProviderIsConfiguredInAProjectAndInATenant(t *testing.T) {
	project := client(t)
	tenant := must(project.TenantManager.AuthForTenant(team(t).ID))(t)
	config := (&auth.OIDCProviderConfigToCreate{}).ID("oidc.acme").ClientID("my-app").Issuer("https://acme.example").
		DisplayName("Acme").Enabled(true)
	change := (&auth.OIDCProviderConfigToUpdate{}).DisplayName("New").Enabled(false)
	must(project.CreateOIDCProviderConfig(ctx, config))(t)
	must(tenant.CreateOIDCProviderConfig(ctx, config))(t)
	if read := must(project.OIDCProviderConfig(ctx, "oidc.acme"))(t); read.ClientID != "my-app" || !read.Enabled {
		t.Fatalf("read %+v", read)
	}
	changed := must(tenant.UpdateOIDCProviderConfig(ctx, "oidc.acme", change))(t)
	if changed.DisplayName != "New" || changed.Enabled || changed.ClientID != "my-app" {
		t.Fatalf("changed %+v", changed)
	}
	if err := tenant.DeleteOIDCProviderConfig(ctx, "oidc.acme"); err != nil {
		t.Fatal(err)
	}
	if _, err := tenant.OIDCProviderConfig(ctx, "oidc.acme"); !auth.IsConfigurationNotFound(err) {
		t.Fatalf("got %v", err)
	}
	listed := must(project.OIDCProviderConfigs(ctx, "").Next())(t)
	if listed.DisplayName != "Acme" {
		t.Fatalf("listed %+v", listed)
	}
}

func TestASAMLProviderIsConfiguredInAProjectAndInATenant(t *testing.T) {
	project := client(t)
	tenant := must(project.TenantManager.AuthForTenant(team(t).ID))(t)
	config := (&auth.SAMLProviderConfigToCreate{}).ID("saml.acme").IDPEntityID("acme").SSOURL("https://acme.example/sso").
		X509Certificates([]string{"none that could be read"}).RPEntityID("my-app").
		CallbackURL("https://app.example/callback").RequestSigningEnabled(true).Enabled(true)
	must(project.CreateSAMLProviderConfig(ctx, config))(t)
	must(tenant.CreateSAMLProviderConfig(ctx, config))(t)
	if read := must(project.SAMLProviderConfig(ctx, "saml.acme"))(t); read.RPEntityID != "my-app" || !read.Enabled {
		t.Fatalf("read %+v", read)
	}
	change := (&auth.SAMLProviderConfigToUpdate{}).SSOURL("https://new.example/sso")
	if changed := must(tenant.UpdateSAMLProviderConfig(ctx, "saml.acme", change))(t); changed.IDPEntityID != "acme" {
		t.Fatalf("changed %+v", changed)
	}
	if err := project.DeleteSAMLProviderConfig(ctx, "saml.acme"); err != nil {
		t.Fatal(err)
	}
	if _, err := project.SAMLProviderConfig(ctx, "saml.acme"); !auth.IsConfigurationNotFound(err) {
		t.Fatalf("got %v", err)
	}
}

func signIn(t *testing.T, tenant string) map[string]any {
	t.Helper()
	body := `{"email": "tina@example.com", "password": "secret-1", "tenantId": "` + tenant + `"}`
	return send(t, "POST", "/v1/accounts:signInWithPassword", body)
}

// send makes a call that this SDK has no word for.
func send(t *testing.T, verb, path, body string) map[string]any {
	t.Helper()
	url := "http://" + os.Getenv("FIREBASE_AUTH_EMULATOR_HOST") + "/identitytoolkit.googleapis.com" + path
	request := must(http.NewRequest(verb, url, bytes.NewBufferString(body)))(t)
	request.Header.Set("Authorization", "Bearer owner")
	response := must(http.DefaultClient.Do(request))(t)
	defer response.Body.Close()
	answer := map[string]any{}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil || response.StatusCode != 200 {
		t.Fatalf("%s %s: %d %v %v", verb, path, response.StatusCode, answer, err)
	}
	return answer
}
