using System.Globalization;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.Iam.Certificates;
using Mantle.Server.Tests.Operations.Iam.MfaDevices;
using Mantle.Server.Tests.Operations.Iam.ServiceSpecificCredentials;
using Mantle.Server.Tests.Operations.Iam.SshPublicKeys;
using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.HolderLists;
using static Mantle.Server.Tests.Operations.MixedLists;

namespace Mantle.Server.Tests.Operations;

/// <summary>Every list of IAM that is paginated, and one that the service model forgot.</summary>
public static class PagedLists
{
    public static TheoryData<string> Names =>
        [
            "ListServiceSpecificCredentials",
            .. Wire
                .Services.Find("iam")!
                .Model.Operations.Where(operation => operation.Pages is not null)
                .Select(operation => operation.Name),
        ];

    internal static PagedList Of(string name, TestServer server) =>
        name switch
        {
            "ListUsers" => PagedList.Of(
                "UserName",
                (client, entry) => client.Iam("CreateUser", ("UserName", entry)),
                (client, entry) => client.Iam("DeleteUser", ("UserName", entry))
            ) with
            {
                PrepareAsync = _ => Task.FromResult<string[]>(["writer"]),
            },
            "ListGroups" => PagedList.Of(
                "GroupName",
                Holders[1].CreateAsync,
                (client, entry) => client.Iam("DeleteGroup", ("GroupName", entry))
            ),
            "ListRoles" => PagedList.Of(
                "RoleName",
                Holders[2].CreateAsync,
                (client, entry) => client.Iam("DeleteRole", ("RoleName", entry))
            ),
            "ListPolicies" => PagedList.Of(
                "PolicyName",
                (client, entry) => client.NewPolicyAsync(entry),
                (client, entry) => client.Iam("DeletePolicy", ("PolicyArn", client.Arn($"policy/{entry}")))
            ) with
            {
                Parameters = _ => [("Scope", "Local")],
            },
            "ListInstanceProfiles" => PagedList.Of(
                "InstanceProfileName",
                ProfileAsync,
                (client, entry) => client.Iam("DeleteInstanceProfile", ("InstanceProfileName", entry))
            ),
            "ListServerCertificates" => ServerCertificates(),
            "ListVirtualMFADevices" => new PagedList(
                250,
                25,
                ["SerialNumber"],
                async (client, entry) => (await client.Iam("CreateVirtualMFADevice", ("VirtualMFADeviceName", entry))).Text("SerialNumber")
            )
            {
                RemoveAsync = (client, entry) => client.Iam("DeleteVirtualMFADevice", ("SerialNumber", entry)),
            },
            "ListInstanceProfilesForRole" => InstanceProfilesForRole(),
            "GetGroup" => MembersOfGroup(),
            "ListGroupsForUser" => GroupsForUser(),
            "ListEntitiesForPolicy" => EntitiesForPolicy(),
            "GetAccountAuthorizationDetails" => AuthorizationDetails(),
            "SimulateCustomPolicy" => Simulation(_ => ("PolicyInputList.member.1", IamCalls.AnyPolicy)),
            "SimulatePrincipalPolicy" => Simulation(client => ("PolicySourceArn", client.Arn("role/x"))),
            "ListAccessKeys" => OfUser(
                2,
                "AccessKeyId",
                async (client, _) => (await client.Iam("CreateAccessKey", ("UserName", "x"))).Text("AccessKeyId"),
                (client, entry) => client.Iam("DeleteAccessKey", ("UserName", "x"), ("AccessKeyId", entry))
            ),
            "ListSigningCertificates" => OfUser(
                2,
                "CertificateId",
                (client, _) => client.UploadCertificateAsync("x"),
                (client, entry) => client.Iam("DeleteSigningCertificate", ("UserName", "x"), ("CertificateId", entry))
            ),
            "ListSSHPublicKeys" => OfUser(
                5,
                "SSHPublicKeyId",
                (client, entry) =>
                    client.UploadKeyAsync("x", TestKeys.Pem(entry.EndsWith('x') ? 5 : int.Parse(entry[1..], CultureInfo.InvariantCulture))),
                (client, entry) => client.Iam("DeleteSSHPublicKey", ("UserName", "x"), ("SSHPublicKeyId", entry))
            ),
            "ListMFADevices" => OfUser(
                8,
                "SerialNumber",
                async (client, entry) => (await TestDevice.EnabledAsync(server, client, "x", entry)).SerialNumber,
                (client, entry) => client.Iam("DeactivateMFADevice", ("UserName", "x"), ("SerialNumber", entry))
            ),
            "ListServiceSpecificCredentials" => OfUser(
                2,
                "ServiceSpecificCredentialId",
                async (client, _) => (await client.NewCredentialAsync("x")).Text("ServiceSpecificCredentialId"),
                (client, entry) => client.Iam("DeleteServiceSpecificCredential", ("UserName", "x"), ("ServiceSpecificCredentialId", entry))
            ),
            "ListAccountAliases" => new PagedList(
                1,
                1,
                ["member"],
                async (client, entry) =>
                {
                    await client.Iam("CreateAccountAlias", ("AccountAlias", $"{entry}-{client.AccountId}"));
                    return $"{entry}-{client.AccountId}";
                }
            ),
            "ListPolicyVersions" => PolicyVersions(),
            _ when name.EndsWith("Tags", StringComparison.Ordinal) => Tags(new Taggable(name["List".Length..^"Tags".Length])),
            _ when name.StartsWith("ListAttached", StringComparison.Ordinal) => Attached(
                Holders.Single(holder => name.Contains(holder.Kind, StringComparison.Ordinal))
            ),
            _ => Inline(Holders.Single(holder => name == $"List{holder.Kind}Policies")),
        };

    static PagedList ServerCertificates()
    {
        var certificate = TestCertificates.Server("any")[1..];
        return PagedList.Of(
            "ServerCertificateName",
            (client, entry) => client.Iam("UploadServerCertificate", [("ServerCertificateName", entry), .. certificate]),
            (client, entry) => client.Iam("DeleteServerCertificate", ("ServerCertificateName", entry))
        );
    }

    static PagedList PolicyVersions() =>
        new(
            3,
            1,
            ["VersionId"],
            async (client, _) =>
                (
                    await client.Iam("CreatePolicyVersion", ("PolicyArn", client.Arn("policy/x")), ("PolicyDocument", IamCalls.AnyPolicy))
                ).Text("VersionId")
        )
        {
            RemoveAsync = (client, entry) => client.Iam("DeletePolicyVersion", ("PolicyArn", client.Arn("policy/x")), ("VersionId", entry)),
            PrepareAsync = async client =>
            {
                await client.NewPolicyAsync("x");
                return ["v1"];
            },
            Parameters = client => [("PolicyArn", client.Arn("policy/x"))],
        };

    static PagedList Tags(Taggable kind) =>
        PagedList.Short(
            49,
            "Key",
            (client, entry) => client.Iam($"Tag{kind.Kind}", [kind.Named(client), .. Taggable.Tags((entry, "value"))]),
            (client, entry) => client.Iam($"Untag{kind.Kind}", [kind.Named(client), .. Taggable.Keys(entry)])
        ) with
        {
            PrepareAsync = async client =>
            {
                await kind.CreateAsync(client);
                return [];
            },
            Parameters = client => [kind.Named(client)],
        };
}
