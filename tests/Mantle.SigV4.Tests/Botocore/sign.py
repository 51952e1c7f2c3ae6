"""Signs the requests it reads, one JSON object a line, with botocore, and prints each one's headers and URL."""
import datetime
import json
import sys

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

WHEN = datetime.datetime(2026, 9, 30, 8, 15, 42)


class Clock(datetime.datetime):
    @classmethod
    def utcnow(cls):
        return WHEN

    @classmethod
    def now(cls, tz=None):
        return WHEN.replace(tzinfo=tz)


if hasattr(botocore.auth, "get_current_datetime"):
    botocore.auth.get_current_datetime = lambda remove_tzinfo=True: WHEN
else:
    botocore.auth.datetime.datetime = Clock

SIGNERS = {
    ("header", False): botocore.auth.SigV4Auth,
    ("header", True): botocore.auth.S3SigV4Auth,
    ("query", False): botocore.auth.SigV4QueryAuth,
    ("query", True): botocore.auth.S3SigV4QueryAuth,
}

for line in sys.stdin:
    case = json.loads(line)
    credentials = Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", case["token"])
    request = AWSRequest(case["method"], case["url"], headers=case["headers"], data=case["body"].encode())
    signer = SIGNERS[case["form"], case["service"] == "s3"](credentials, case["service"], "us-east-1")
    signer.add_auth(request)
    print(json.dumps({"url": request.url, "headers": list(request.headers.items())}))
