module mfa-emulator/tests/sdk/onelogin

go 1.22

require github.com/onelogin/onelogin-go-sdk/v4 v4.7.0
