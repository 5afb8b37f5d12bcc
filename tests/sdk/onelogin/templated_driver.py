"""Driver in the environment of onelogin 3.1.6, which another generator made: a line of JSON in, a call, a line out.

Of its APIs only MFA version 1 can be imported. Methods take ``path_params`` and ``body`` by name.
"""

import json
import sys
from typing import Any

import onelogin
from onelogin.apis.tags.multi_factor_authentication_v1_api import MultiFactorAuthenticationV1Api


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line)), default=str), flush=True)


def answer(request: dict[str, Any]) -> dict[str, Any]:
    configuration = onelogin.Configuration(host=request["host"])
    configuration.access_token = request["named"].pop("token")
    with onelogin.ApiClient(configuration) as client:
        try:
            reply = getattr(MultiFactorAuthenticationV1Api(client), request["method"])(**request["named"])
        except Exception as error:  # the test decides what it should have been
            name = type(error).__name__
            return {"type": name, "raised": True, "status": getattr(error, "status", None), "value": str(error)}
    # The body holds the SDK's own immutable types; what the server sent is what they were checked against.
    return {"type": type(reply.body).__name__, "value": json.loads(reply.response.data or "null")}


main()
