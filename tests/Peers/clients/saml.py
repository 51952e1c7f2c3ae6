"""Assumes a role with a SAML response, without credentials; prints who the session is. Usage: saml.py ROLE PROVIDER RESPONSE FORGED"""
import sys

import boto3

from converge import refused

role, provider, response, forged = sys.argv[1:]
sts = boto3.client("sts")
refused(sts.exceptions.InvalidIdentityTokenException, sts.assume_role_with_saml, RoleArn=role, PrincipalArn=provider, SAMLAssertion=forged)
answer = sts.assume_role_with_saml(RoleArn=role, PrincipalArn=provider, SAMLAssertion=response)
assert answer["Subject"] == "alice", answer
key = answer["Credentials"]
session = boto3.client(
    "sts",
    aws_access_key_id=key["AccessKeyId"],
    aws_secret_access_key=key["SecretAccessKey"],
    aws_session_token=key["SessionToken"],
)
print(session.get_caller_identity()["Arn"])
