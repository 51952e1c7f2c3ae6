using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Overview;

[Collection(ServerCollection.Name)]
public class GetAccountSummaryTests(TestServer server)
{
    [Fact]
    public async Task It_counts_what_is_there_and_names_the_quotas()
    {
        var root = await server.NewAccountAsync();
        await root.NewUserAsync("a");
        await root.Iam("CreateUser", ("UserName", "b"));
        await root.Iam("CreateGroup", ("GroupName", "g"));
        await root.NewRoleAsync("r");
        var policy = await root.NewPolicyAsync("p");
        await root.Iam("CreatePolicyVersion", ("PolicyArn", policy), ("PolicyDocument", IamCalls.AnyPolicy));
        await root.Iam("CreateVirtualMFADevice", ("VirtualMFADeviceName", "spare"));
        await root.Iam("SetSecurityTokenServicePreferences", ("GlobalEndpointTokenVersion", "v2Token"));
        var summary = (await root.Iam("GetAccountSummary"))
            .Find("SummaryMap")!
            .Elements("entry")
            .ToDictionary(
                entry => entry.Element("key")!.Value,
                entry => int.Parse(entry.Element("value")!.Value, System.Globalization.CultureInfo.InvariantCulture)
            );
        foreach (
            var (name, expected) in new Dictionary<string, int>
            {
                ["Users"] = 2,
                ["Groups"] = 1,
                ["Roles"] = 1,
                ["Policies"] = 1,
                ["PolicyVersionsInUse"] = 2,
                ["InstanceProfiles"] = 0,
                ["MFADevices"] = 1,
                ["MFADevicesInUse"] = 0,
                ["AccountMFAEnabled"] = 0,
                ["AccountAccessKeysPresent"] = 1,
                ["GlobalEndpointTokenVersion"] = 2,
                ["Providers"] = 0,
                ["ServerCertificates"] = 0,
                ["AccountSigningCertificatesPresent"] = 0,
                ["UsersQuota"] = 5_000,
                ["GroupsQuota"] = 300,
                ["RolesQuota"] = 1_000,
                ["PoliciesQuota"] = 1_500,
                ["InstanceProfilesQuota"] = 1_000,
                ["ServerCertificatesQuota"] = 20,
                ["GroupsPerUserQuota"] = 10,
                ["AccessKeysPerUserQuota"] = 2,
                ["SigningCertificatesPerUserQuota"] = 2,
                ["AttachedPoliciesPerUserQuota"] = 10,
                ["AttachedPoliciesPerGroupQuota"] = 10,
                ["AttachedPoliciesPerRoleQuota"] = 10,
                ["UserPolicySizeQuota"] = 2_048,
                ["GroupPolicySizeQuota"] = 5_120,
                ["RolePolicySizeQuota"] = 10_240,
                ["PolicySizeQuota"] = 6_144,
                ["AssumeRolePolicySizeQuota"] = 2_048,
                ["VersionsPerPolicyQuota"] = 5,
                ["PolicyVersionsInUseQuota"] = 10_000,
            }
        )
            Assert.Equal((name, expected), (name, summary[name]));
    }
}
