<?php
// Sends a code and checks it by curl; the host is that of production.
function call(string $path, array $fields): object
{
    $service = getenv("TWILIO_VERIFY_SERVICE_SID");
    $curl = curl_init("https://verify.twilio.com/v2/Services/$service/$path");
    curl_setopt_array($curl, [
        CURLOPT_POSTFIELDS => http_build_query($fields),
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_USERPWD => getenv("TWILIO_ACCOUNT_SID") . ":" . getenv("TWILIO_AUTH_TOKEN"),
    ]);
    $answer = curl_exec($curl);
    if ($answer === false) {
        exit(curl_error($curl) . "\n");
    }
    return json_decode($answer);
}

$to = "+15017122661";
echo call("Verifications", ["To" => $to, "Channel" => "sms"])->status, "\n";
$message = json_decode(file_get_contents(getenv("MFA_EMULATOR_URL") . "/_mfa/v1/messages/latest"));
echo call("VerificationCheck", ["To" => $to, "Code" => $message->code])->status, "\n";
