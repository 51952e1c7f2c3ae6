using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations.Policies;

[Collection(ServerCollection.Name)]
public class DescribeEffectivePolicyTests(TestServer server)
{
    [Fact]
    public async Task The_effective_policy_adds_up_from_the_root_down()
    {
        var management = await server.NewOrganizationAsync();
        var root = await management.RootIdAsync();
        var unit = await management.NewUnitAsync(root);
        var member = await management.NewMemberAsync(unit);
        await management.EnableAsync("TAG_POLICY");
        await member.OrgRefused("EffectivePolicyNotFoundException", null, "DescribeEffectivePolicy", new { PolicyType = "TAG_POLICY" });
        await management.AttachAsync(
            await management.NewOrgPolicyAsync(
                "TAG_POLICY",
                """
                {"tags":{"costcenter":{"tag_key":{"@@assign":"CostCenter"},"tag_value":{"@@assign":["Production"]}},
                 "fixed":{"@@operators_allowed_for_child_policies":["@@none"],"tag_key":{"@@assign":"Fixed"},
                 "tag_value":{"@@assign":["A"]}}}}
                """
            ),
            root
        );
        await management.AttachAsync(
            await management.NewOrgPolicyAsync(
                "TAG_POLICY",
                """{"tags":{"costcenter":{"tag_value":{"@@append":["Maintenance"]}},"fixed":{"tag_value":{"@@assign":["B"]}}}}"""
            ),
            unit
        );
        await management.AttachAsync(
            await management.NewOrgPolicyAsync(
                "TAG_POLICY",
                """{"tags":{"costcenter":{"tag_value":{"@@append":["Escalations","Production"],"@@remove":["Maintenance"]}}}}"""
            ),
            member.AccountId
        );
        var effective = (await member.Org("DescribeEffectivePolicy", new { PolicyType = "TAG_POLICY" }))!["EffectivePolicy"]!;
        Assert.Equal(
            """{"tags":{"costcenter":{"tag_key":"CostCenter","tag_value":["Production","Escalations"]}"""
                + ""","fixed":{"tag_key":"Fixed","tag_value":["A"]}}}""",
            (string)effective["PolicyContent"]!
        );
        Assert.Equal(member.AccountId, (string)effective["TargetId"]!);
        Assert.Equal(
            [],
            (await management.Org("ListAccountsWithInvalidEffectivePolicy", new { PolicyType = "TAG_POLICY" })).Ids("Accounts")
        );
        await management.AttachAsync(await management.NewOrgPolicyAsync("TAG_POLICY", LargeTagPolicy("a")), member.AccountId);
        Assert.Equal(
            [],
            (await management.Org("ListAccountsWithInvalidEffectivePolicy", new { PolicyType = "TAG_POLICY" })).Ids("Accounts")
        );
        await management.AttachAsync(await management.NewOrgPolicyAsync("TAG_POLICY", LargeTagPolicy("b")), member.AccountId);
        Assert.Equal(
            [member.AccountId],
            (await management.Org("ListAccountsWithInvalidEffectivePolicy", new { PolicyType = "TAG_POLICY" })).Ids("Accounts")
        );
        Assert.Equal(
            ["CONTENT_TOO_LARGE"],
            (await management.Org("ListEffectivePolicyValidationErrors", new { member.AccountId, PolicyType = "TAG_POLICY" })).Ids(
                "EffectivePolicyValidationErrors",
                "ErrorCode"
            )
        );
        await member.OrgRefused(
            "AccessDeniedException",
            null,
            "DescribeEffectivePolicy",
            new { PolicyType = "TAG_POLICY", TargetId = management.AccountId }
        );
    }

    /// <summary>One of these is a policy, two of them are more than a policy may be.</summary>
    static string LargeTagPolicy(string key) =>
        """{"tags":{"KEY":{"tag_value":{"@@assign":[LIST]}}}}"""
            .Replace("KEY", key, StringComparison.Ordinal)
            .Replace("LIST", string.Join(',', Enumerable.Range(100, 600).Select(i => $"\"value-{key}-{i}\"")), StringComparison.Ordinal);
}
