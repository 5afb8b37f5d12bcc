# Sends a code and checks it by net/http; the host is that of production.
require "json"
require "net/http"

def call(path, fields)
  uri = URI("https://verify.twilio.com/v2/Services/#{ENV['TWILIO_VERIFY_SERVICE_SID']}/#{path}")
  request = Net::HTTP::Post.new(uri)
  request.basic_auth(ENV["TWILIO_ACCOUNT_SID"], ENV["TWILIO_AUTH_TOKEN"])
  request.set_form_data(fields)
  answer = Net::HTTP.start(uri.host, uri.port, use_ssl: true) { |http| http.request(request) }
  JSON.parse(answer.body)
end

to = "+15017122661"
puts call("Verifications", "To" => to, "Channel" => "sms")["status"]
message = JSON.parse(Net::HTTP.get(URI("#{ENV['MFA_EMULATOR_URL']}/_mfa/v1/messages/latest")))
puts call("VerificationCheck", "To" => to, "Code" => message["code"])["status"]
