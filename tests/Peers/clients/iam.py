"""The life cycle of what IAM has, with boto3, and sessions for its users. Reads certificate.pem, key.pem, other-key.pem,
public.pem and metadata.xml in the working folder; the account is the caller's, and empty again afterwards."""
import base64
import hashlib
import hmac
import json
import re
import struct
import time

import boto3
from botocore.exceptions import ClientError

from converge import life_cycle, refused

iam = boto3.client("iam")
sts = boto3.client("sts")
errors = iam.exceptions
account = sts.get_caller_identity()["Account"]
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
TEAM = [{"Key": "team", "Value": "blue"}]
BOTH = [{"Key": "stage", "Value": "test"}, {"Key": "team", "Value": "red"}]


def arn(resource):
    return f"arn:aws:iam::{account}:{resource}"


def text(name):
    with open(name) as file:
        return file.read()


def pages(operation, member, **parameters):
    found = iam.get_paginator(operation).paginate(PaginationConfig={"PageSize": 1}, **parameters)
    return [item for page in found for item in page[member]]


def names(operation, member, key, **parameters):
    return [item[key] for item in pages(operation, member, **parameters)]


def statement(**members):
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **members}]}


def allow(action):
    return statement(Action=action, Resource="*")


def trust(principal):
    return statement(Principal=principal, Action="sts:AssumeRole")


def missing(what):
    return errors.NoSuchEntityException({"Error": {"Code": "NoSuchEntity", "Message": what}}, "List")


def by_key(tags):
    return sorted(tags, key=lambda tag: tag["Key"])


class User:
    unique = True
    made = (arn("user/people/john"), TEAM, READ_ONLY)
    changed = (arn("user/staff/john"), BOTH, None)
    listed = ["john"]

    def create():
        iam.create_user(UserName="john", Path="/people/", Tags=TEAM, PermissionsBoundary=READ_ONLY)
        iam.get_waiter("user_exists").wait(UserName="john", WaiterConfig={"Delay": 1, "MaxAttempts": 2})

    def read():
        user = iam.get_user(UserName="john")["User"]
        assert re.fullmatch("AIDA[A-Z0-9]{17}", user["UserId"]) and abs(user["CreateDate"].timestamp() - time.time()) < 600, user
        return user["Arn"], by_key(user["Tags"]), user.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")

    def change():
        iam.update_user(UserName="john", NewPath="/staff/")
        iam.tag_user(UserName="john", Tags=BOTH)
        iam.delete_user_permissions_boundary(UserName="john")

    def list():
        return names("list_users", "Users", "UserName", PathPrefix="/staff/")

    def remove():
        iam.delete_user(UserName="john")


class Group:
    unique = True
    made = (arn("group/team"), [])
    changed = (arn("group/teams/team"), ["john"])
    listed = ["team"]

    def create():
        iam.create_group(GroupName="team")

    def read():
        group = iam.get_group(GroupName="team")
        return group["Group"]["Arn"], [user["UserName"] for user in group["Users"]]

    def change():
        iam.update_group(GroupName="team", NewPath="/teams/")
        iam.add_user_to_group(GroupName="team", UserName="john")
        refused(errors.DeleteConflictException, iam.delete_group, GroupName="team")

    def list():
        return names("list_groups_for_user", "Groups", "GroupName", UserName="john")

    def remove():
        iam.remove_user_from_group(GroupName="team", UserName="john")
        iam.delete_group(GroupName="team")


class Policy:
    arn = arn("policy/lists")
    unique = True
    made = ("v1", 1, "lists", allow("s3:ListBucket"), TEAM)
    changed = ("v3", 1, "lists", allow("s3:List*"), [])
    listed = ["lists", "v3", "v2"]

    def create():
        iam.create_policy(PolicyName="lists", PolicyDocument=json.dumps(allow("s3:ListBucket")), Description="lists", Tags=TEAM)
        iam.get_waiter("policy_exists").wait(PolicyArn=Policy.arn, WaiterConfig={"Delay": 1, "MaxAttempts": 2})

    def read():
        policy = iam.get_policy(PolicyArn=Policy.arn)["Policy"]
        version = iam.get_policy_version(PolicyArn=Policy.arn, VersionId=policy["DefaultVersionId"])["PolicyVersion"]
        return policy["DefaultVersionId"], policy["AttachmentCount"], policy["Description"], version["Document"], policy["Tags"]

    def change():
        for action in ("s3:Get*", "s3:List*"):
            iam.create_policy_version(PolicyArn=Policy.arn, PolicyDocument=json.dumps(allow(action)))
        iam.set_default_policy_version(PolicyArn=Policy.arn, VersionId="v3")
        iam.delete_policy_version(PolicyArn=Policy.arn, VersionId="v1")
        iam.untag_policy(PolicyArn=Policy.arn, TagKeys=["team"])
        refused(errors.MalformedPolicyDocumentException, iam.create_policy_version, PolicyArn=Policy.arn, PolicyDocument="{}")

    def list():
        policies = names("list_policies", "Policies", "PolicyName", Scope="Local")
        return policies + names("list_policy_versions", "Versions", "VersionId", PolicyArn=Policy.arn)

    def remove():
        iam.delete_policy_version(PolicyArn=Policy.arn, VersionId="v2")
        iam.delete_policy(PolicyArn=Policy.arn)


class Role:
    unique = True
    made = (trust({"Service": "ec2.amazonaws.com"}), 7200, None, TEAM)
    changed = (trust({"AWS": arn("user/staff/john")}), 3600, "works", BOTH)
    listed = ["worker", "stage", "team"]

    def create():
        document = json.dumps(trust({"Service": "ec2.amazonaws.com"}))
        iam.create_role(RoleName="worker", AssumeRolePolicyDocument=document, MaxSessionDuration=7200, Tags=TEAM)
        iam.get_waiter("role_exists").wait(RoleName="worker", WaiterConfig={"Delay": 1, "MaxAttempts": 2})

    def read():
        role = iam.get_role(RoleName="worker")["Role"]
        return role["AssumeRolePolicyDocument"], role["MaxSessionDuration"], role.get("Description"), by_key(role["Tags"])

    def change():
        iam.update_role(RoleName="worker", Description="works", MaxSessionDuration=3600)
        iam.update_assume_role_policy(RoleName="worker", PolicyDocument=json.dumps(trust({"AWS": arn("user/staff/john")})))
        iam.tag_role(RoleName="worker", Tags=BOTH)

    def list():
        return names("list_roles", "Roles", "RoleName") + names("list_role_tags", "Tags", "Key", RoleName="worker")

    def remove():
        iam.delete_role(RoleName="worker")


class InlinePolicy:
    made = allow("s3:Get*")
    changed = allow("iam:ListRoles")
    listed = ["inline"]

    def create():
        iam.put_role_policy(RoleName="worker", PolicyName="inline", PolicyDocument=json.dumps(InlinePolicy.made))

    def read():
        return iam.get_role_policy(RoleName="worker", PolicyName="inline")["PolicyDocument"]

    def change():
        iam.put_role_policy(RoleName="worker", PolicyName="inline", PolicyDocument=json.dumps(InlinePolicy.changed))

    def list():
        return pages("list_role_policies", "PolicyNames", RoleName="worker")

    def remove():
        iam.delete_role_policy(RoleName="worker", PolicyName="inline")


class Attachments:
    made = ["lists"]
    changed = ["lists", "ReadOnlyAccess"]
    listed = ["john"]

    def create():
        iam.attach_user_policy(UserName="john", PolicyArn=Policy.arn)

    def read():
        found = names("list_attached_user_policies", "AttachedPolicies", "PolicyName", UserName="john")
        if not found:
            raise missing("attachment")
        return found

    def change():
        for _ in range(2):
            iam.attach_user_policy(UserName="john", PolicyArn=READ_ONLY)
        refused(errors.DeleteConflictException, iam.delete_policy, PolicyArn=Policy.arn)

    def list():
        return names("list_entities_for_policy", "PolicyUsers", "UserName", PolicyArn=Policy.arn)

    def remove():
        for policy in (READ_ONLY, Policy.arn):
            iam.detach_user_policy(UserName="john", PolicyArn=policy)


class InstanceProfile:
    unique = True
    made = []
    changed = ["worker"]
    listed = ["machine"]

    def create():
        iam.create_instance_profile(InstanceProfileName="machine", Tags=TEAM)
        iam.get_waiter("instance_profile_exists").wait(InstanceProfileName="machine", WaiterConfig={"Delay": 1, "MaxAttempts": 2})

    def read():
        return [role["RoleName"] for role in iam.get_instance_profile(InstanceProfileName="machine")["InstanceProfile"]["Roles"]]

    def change():
        iam.add_role_to_instance_profile(InstanceProfileName="machine", RoleName="worker")
        refused(errors.LimitExceededException, iam.add_role_to_instance_profile, InstanceProfileName="machine", RoleName="worker")

    def list():
        return names("list_instance_profiles_for_role", "InstanceProfiles", "InstanceProfileName", RoleName="worker")

    def remove():
        iam.remove_role_from_instance_profile(InstanceProfileName="machine", RoleName="worker")
        iam.delete_instance_profile(InstanceProfileName="machine")


class AccessKey:
    keys = []
    made = ["Active"]
    changed = ["Active", "Inactive"]
    listed = ["N/A"]

    def create():
        AccessKey.keys.append(iam.create_access_key(UserName="john")["AccessKey"])

    def read():
        found = names("list_access_keys", "AccessKeyMetadata", "Status", UserName="john")
        if not found:
            raise missing("key")
        return sorted(found)

    def change():
        AccessKey.create()
        refused(errors.LimitExceededException, iam.create_access_key, UserName="john")
        iam.update_access_key(UserName="john", AccessKeyId=AccessKey.keys[1]["AccessKeyId"], Status="Inactive")

    def list():
        return [iam.get_access_key_last_used(AccessKeyId=AccessKey.keys[1]["AccessKeyId"])["AccessKeyLastUsed"]["ServiceName"]]

    def remove():
        for key in AccessKey.keys:
            iam.delete_access_key(UserName="john", AccessKeyId=key["AccessKeyId"])


class LoginProfile:
    unique = True
    made = True
    changed = False
    listed = [1]

    def create():
        iam.create_login_profile(UserName="john", Password="Correct-horse-1", PasswordResetRequired=True)

    def read():
        return iam.get_login_profile(UserName="john")["LoginProfile"]["PasswordResetRequired"]

    def change():
        refused(errors.PasswordPolicyViolationException, iam.update_login_profile, UserName="john", Password="short")
        iam.update_login_profile(UserName="john", Password="Correct-horse-2", PasswordResetRequired=False)

    def list():
        return [iam.get_account_summary()["SummaryMap"]["Users"]]

    def remove():
        iam.delete_login_profile(UserName="john")


class MfaDevice:
    serial = arn("mfa/phone")
    made = None
    changed = "john"
    listed = [serial]

    def create():
        made = iam.create_virtual_mfa_device(VirtualMFADeviceName="phone", Tags=TEAM)["VirtualMFADevice"]
        assert made["QRCodePNG"].startswith(b"\x89PNG"), made
        MfaDevice.seed = made["Base32StringSeed"]

    def step():
        """The present half minute, of which an authenticator app shows the code."""
        return int(time.time()) // 30

    def code(step):
        digest = hmac.new(base64.b32decode(MfaDevice.seed), struct.pack(">Q", step), hashlib.sha1).digest()
        (number,) = struct.unpack_from(">I", digest, digest[-1] & 15)
        return "%06d" % ((number & 0x7FFFFFFF) % 1000000)

    def read():
        found = [device for device in pages("list_virtual_mfa_devices", "VirtualMFADevices") if device["SerialNumber"] == MfaDevice.serial]
        if not found:
            raise missing("device")
        return found[0].get("User", {}).get("UserName")

    def enable(first):
        codes = dict(AuthenticationCode1=MfaDevice.code(first), AuthenticationCode2=MfaDevice.code(first + 1))
        iam.enable_mfa_device(UserName="john", SerialNumber=MfaDevice.serial, **codes)

    def change():
        refused(errors.InvalidAuthenticationCodeException, MfaDevice.enable, MfaDevice.step() - 40)
        MfaDevice.used = MfaDevice.step()
        MfaDevice.enable(MfaDevice.used - 1)

    def list():
        return names("list_mfa_devices", "MFADevices", "SerialNumber", UserName="john")

    def remove():
        iam.deactivate_mfa_device(UserName="john", SerialNumber=MfaDevice.serial)
        iam.delete_virtual_mfa_device(SerialNumber=MfaDevice.serial)


class SshKey:
    made = "Active"
    changed = "Inactive"
    listed = ["john"]

    def create():
        SshKey.id = iam.upload_ssh_public_key(UserName="john", SSHPublicKeyBody=text("public.pem"))["SSHPublicKey"]["SSHPublicKeyId"]

    def read():
        found = names("list_ssh_public_keys", "SSHPublicKeys", "SSHPublicKeyId", UserName="john")
        if not found:
            raise missing("key")
        key = iam.get_ssh_public_key(UserName="john", SSHPublicKeyId=found[0], Encoding="PEM")["SSHPublicKey"]
        assert key["SSHPublicKeyBody"].split() == text("public.pem").split(), key
        return key["Status"]

    def change():
        refused(errors.DuplicateSSHPublicKeyException, iam.upload_ssh_public_key, UserName="john", SSHPublicKeyBody=text("public.pem"))
        iam.update_ssh_public_key(UserName="john", SSHPublicKeyId=SshKey.id, Status="Inactive")

    def list():
        return names("list_ssh_public_keys", "SSHPublicKeys", "UserName", UserName="john")

    def remove():
        iam.delete_ssh_public_key(UserName="john", SSHPublicKeyId=SshKey.id)


class ServiceCredential:
    made = (f"john-at-{account}", "Active")
    changed = (f"john-at-{account}", "Inactive")
    listed = []

    def create():
        made = iam.create_service_specific_credential(UserName="john", ServiceName="codecommit.amazonaws.com")["ServiceSpecificCredential"]
        ServiceCredential.password, ServiceCredential.id = made["ServicePassword"], made["ServiceSpecificCredentialId"]

    def read():
        found = iam.list_service_specific_credentials(UserName="john")["ServiceSpecificCredentials"]
        if not found:
            raise missing("credential")
        return found[0]["ServiceUserName"], found[0]["Status"]

    def change():
        own = {"UserName": "john", "ServiceSpecificCredentialId": ServiceCredential.id}
        assert iam.reset_service_specific_credential(**own)["ServiceSpecificCredential"]["ServicePassword"] != ServiceCredential.password
        iam.update_service_specific_credential(**own, Status="Inactive")

    def list():
        return iam.list_service_specific_credentials(UserName="john", ServiceName="cassandra.amazonaws.com")["ServiceSpecificCredentials"]

    def remove():
        iam.delete_service_specific_credential(UserName="john", ServiceSpecificCredentialId=ServiceCredential.id)


class OidcProvider:
    arn = arn("oidc-provider/login.example.com/tenant")
    unique = True
    made = ("login.example.com/tenant", ["app"], ["a" * 40], TEAM)
    changed = ("login.example.com/tenant", ["other"], ["b" * 40], TEAM)
    listed = [arn]

    def create():
        iam.create_open_id_connect_provider(
            Url="https://login.example.com/tenant", ClientIDList=["app"], ThumbprintList=["a" * 40], Tags=TEAM
        )

    def read():
        found = iam.get_open_id_connect_provider(OpenIDConnectProviderArn=OidcProvider.arn)
        return found["Url"], found["ClientIDList"], found["ThumbprintList"], found["Tags"]

    def change():
        iam.add_client_id_to_open_id_connect_provider(OpenIDConnectProviderArn=OidcProvider.arn, ClientID="other")
        iam.remove_client_id_from_open_id_connect_provider(OpenIDConnectProviderArn=OidcProvider.arn, ClientID="app")
        iam.update_open_id_connect_provider_thumbprint(OpenIDConnectProviderArn=OidcProvider.arn, ThumbprintList=["b" * 40])

    def list():
        return [provider["Arn"] for provider in iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]]

    def remove():
        iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=OidcProvider.arn)


class SamlProvider:
    arn = arn("saml-provider/directory")
    unique = True
    made = (text("metadata.xml").strip(), TEAM)
    changed = (text("metadata.xml").replace("/sso", "/login").strip(), [])
    listed = [arn]

    def create():
        iam.create_saml_provider(Name="directory", SAMLMetadataDocument=SamlProvider.made[0], Tags=TEAM)

    def read():
        found = iam.get_saml_provider(SAMLProviderArn=SamlProvider.arn)
        return found["SAMLMetadataDocument"], found["Tags"]

    def change():
        iam.update_saml_provider(SAMLProviderArn=SamlProvider.arn, SAMLMetadataDocument=SamlProvider.changed[0])
        iam.untag_saml_provider(SAMLProviderArn=SamlProvider.arn, TagKeys=["team"])

    def list():
        return [provider["Arn"] for provider in iam.list_saml_providers()["SAMLProviderList"]]

    def remove():
        iam.delete_saml_provider(SAMLProviderArn=SamlProvider.arn)


class ServerCertificate:
    name = "site"
    made = arn("server-certificate/site")
    changed = arn("server-certificate/web/shop")
    listed = ["shop"]

    def create():
        iam.upload_server_certificate(ServerCertificateName="site", CertificateBody=text("certificate.pem"), PrivateKey=text("key.pem"))

    def read():
        found = iam.get_server_certificate(ServerCertificateName=ServerCertificate.name)["ServerCertificate"]
        assert found["CertificateBody"].split() == text("certificate.pem").split(), found
        return found["ServerCertificateMetadata"]["Arn"]

    def change():
        refused(errors.KeyPairMismatchException, iam.upload_server_certificate,
                ServerCertificateName="wrong", CertificateBody=text("certificate.pem"), PrivateKey=text("other-key.pem"))
        iam.update_server_certificate(ServerCertificateName="site", NewServerCertificateName="shop", NewPath="/web/")
        ServerCertificate.name = "shop"

    def list():
        return names("list_server_certificates", "ServerCertificateMetadataList", "ServerCertificateName")

    def remove():
        iam.delete_server_certificate(ServerCertificateName=ServerCertificate.name)


class AccountAlias:
    made = [f"first-{account}"]
    changed = [f"second-{account}"]
    listed = changed

    def create():
        iam.create_account_alias(AccountAlias=AccountAlias.made[0])

    def read():
        found = AccountAlias.list()
        if not found:
            raise missing("alias")
        return found

    def change():
        iam.create_account_alias(AccountAlias=AccountAlias.changed[0])

    def list():
        return pages("list_account_aliases", "AccountAliases")

    def remove():
        iam.delete_account_alias(AccountAlias=AccountAlias.changed[0])


class PasswordPolicy:
    made = (14, False, None)
    changed = (10, True, 90)
    listed = ["john"]

    def create():
        iam.update_account_password_policy(MinimumPasswordLength=14)

    def read():
        policy = iam.get_account_password_policy()["PasswordPolicy"]
        return policy["MinimumPasswordLength"], policy["RequireSymbols"], policy.get("MaxPasswordAge")

    def change():
        iam.update_account_password_policy(MinimumPasswordLength=10, RequireSymbols=True, MaxPasswordAge=90)

    def list():
        return [iam.get_login_profile(UserName="john")["LoginProfile"]["UserName"]]

    def remove():
        iam.delete_account_password_policy()


def client(service, key):
    return boto3.client(
        service,
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
        aws_session_token=key.get("SessionToken"),
    )


def denied(call, **parameters):
    error = refused(ClientError, call, **parameters)
    assert error.response["Error"]["Code"] == "AccessDenied", error.response
    return error.response["Error"]["Message"]


def use_sessions():
    """What only makes sense while everything is there: sessions, what they may do, and what the simulator says of it."""
    key = AccessKey.keys[0]
    john = client("sts", key)
    assert john.get_caller_identity()["Arn"] == arn("user/staff/john")
    assert "is not authorized to perform: iam:CreateUser" in denied(client("iam", key).create_user, UserName="no")

    assumed = john.assume_role(RoleArn=arn("role/worker"), RoleSessionName="work", DurationSeconds=900)
    assert assumed["AssumedRoleUser"]["Arn"] == f"arn:aws:sts::{account}:assumed-role/worker/work"
    assert abs(assumed["Credentials"]["Expiration"].timestamp() - time.time() - 900) < 60
    worker = client("iam", assumed["Credentials"])
    assert [role["RoleName"] for role in worker.list_roles()["Roles"]] == ["worker"]
    denied(worker.list_users)
    assert denied(sts.assume_role, RoleArn=arn("role/worker"), RoleSessionName="root") == "Roles may not be assumed by root accounts."

    denied(john.get_session_token, SerialNumber=MfaDevice.serial, TokenCode=MfaDevice.code(MfaDevice.used))
    strong = john.get_session_token(SerialNumber=MfaDevice.serial, TokenCode=MfaDevice.code(MfaDevice.used + 1), DurationSeconds=900)
    assert client("sts", strong["Credentials"]).get_caller_identity()["Arn"] == arn("user/staff/john")
    iam.put_user_policy(UserName="john", PolicyName="federates", PolicyDocument=json.dumps(allow("sts:GetFederationToken")))
    federated = john.get_federation_token(Name="guest", Policy=json.dumps(allow("s3:List*")))
    assert federated["FederatedUser"]["Arn"] == f"arn:aws:sts::{account}:federated-user/guest"
    iam.delete_user_policy(UserName="john", PolicyName="federates")
    assert sts.get_access_key_info(AccessKeyId=key["AccessKeyId"])["Account"] == account

    actions = ["s3:ListBucket", "s3:PutObject", "iam:GetUser"]
    john = arn("user/staff/john")
    decisions = names("simulate_principal_policy", "EvaluationResults", "EvalDecision", PolicySourceArn=john, ActionNames=actions)
    assert decisions == ["allowed", "implicitDeny", "allowed"], decisions
    pages = iam.get_paginator("get_account_authorization_details").paginate(
        Filter=["User", "Role", "LocalManagedPolicy"], PaginationConfig={"PageSize": 2}
    )
    details = pages.build_full_result()
    kinds = (("UserDetailList", "UserName"), ("RoleDetailList", "RoleName"), ("Policies", "PolicyName"))
    assert [[item[name] for item in details[kind]] for kind, name in kinds] == [["john"], ["worker"], ["lists"]]


KINDS = [
    User, Group, Policy, Role, InlinePolicy, Attachments, InstanceProfile, AccessKey, LoginProfile, MfaDevice, SshKey, ServiceCredential,
    OidcProvider, SamlProvider, ServerCertificate, AccountAlias, PasswordPolicy,
]
life_cycle(KINDS, errors.NoSuchEntityException, errors.EntityAlreadyExistsException, use_sessions)
print("done")
