using Mantle.Server.Tests.Operations.Admin.Workloads;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Eks;

/// <summary>
/// The associated role assumes a target role for the pod
/// (<see href="https://docs.aws.amazon.com/eks/latest/userguide/pod-id-assign-target-role.html"/>), and a session policy limits it.
/// </summary>
[Collection(ServerCollection.Name)]
public class PodTargetRoleTests(TestServer server)
{
    /// <summary>An association with a target role; returns the target's account.</summary>
    async Task<(TestClient Home, TestClient Away, string Id)> AssociateAsync(
        string? condition = null,
        string allowed = "\"sts:AssumeRole\",\"sts:TagSession\"",
        bool disableSessionTags = false,
        string? policy = null,
        bool isAway = true
    )
    {
        var home = await server.NewAccountAsync();
        var away = isAway ? await server.NewAccountAsync() : home;
        var role = await home.NewPodRoleAsync();
        await home.Iam(
            "PutRolePolicy",
            ("RoleName", "pod"),
            ("PolicyName", "chain"),
            ("PolicyDocument", $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[{{allowed}}],"Resource":"*"}]}""")
        );
        var trust = $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{role}}"},
             "Action":["sts:AssumeRole","sts:TagSession"]{{(condition is null ? "" : $",\"Condition\":{condition}")}}}]}
            """;
        var target = (
            await away.Iam(
                "CreateRole",
                ("RoleName", "target"),
                ("AssumeRolePolicyDocument", trust.Replace("HOME", home.AccountId, StringComparison.Ordinal))
            )
        ).Text("Arn");
        await away.Iam(
            "PutRolePolicy",
            ("RoleName", "target"),
            ("PolicyName", "policy"),
            ("PolicyDocument", Documents.Allow("iam:ListUsers"))
        );
        var body = new Dictionary<string, object>
        {
            ["namespace"] = "shop",
            ["serviceAccount"] = "cart",
            ["roleArn"] = role,
            ["targetRoleArn"] = target,
            ["disableSessionTags"] = disableSessionTags,
        };
        if (policy is not null)
            body["policy"] = policy;
        var answer = await home.RestAsync("eks", "POST", EksCalls.Path, body);
        Assert.True(answer.Code() is null, answer.Body.GetRawText());
        return (home, away, answer.Body.GetProperty("association").GetProperty("associationId").GetString()!);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_pod_has_the_target_role_for_59_minutes_and_loses_it_with_the_association(bool isAway)
    {
        var (home, away, id) = await AssociateAsync(isAway: isAway);
        var (_, answer) = await home.AssumeForPodAsync(await home.PodTokenAsync());
        var session = away.SessionOf(answer);
        var arn = (await session.Sts("GetCallerIdentity")).Text("Arn");
        Assert.StartsWith($"arn:aws:sts::{away.AccountId}:assumed-role/target/eks-{EksCalls.Cluster}-cart-", arn, StringComparison.Ordinal);
        Assert.Equal(arn, answer.GetProperty("assumedRoleUser").GetProperty("arn").GetString());
        var expires = DateTimeOffset.FromUnixTimeMilliseconds(
            (long)(answer.GetProperty("credentials").GetProperty("expiration").GetDouble() * 1000)
        );
        Assert.InRange(expires - home.Now, TimeSpan.FromMinutes(58), TimeSpan.FromMinutes(59));
        await session.Iam("ListUsers");

        await home.RestAsync("eks", "DELETE", $"{EksCalls.Path}/{id}");
        await session.RefusedAsync("InvalidClientTokenId", null, "iam", "ListUsers");
    }

    [Theory]
    [InlineData("""{"StringEquals":{"sts:ExternalId":"us-east-1/HOME/shop-cluster/shop/cart"}}""", true)]
    [InlineData("""{"StringEquals":{"sts:ExternalId":"us-east-1/HOME/shop-cluster/shop/other"}}""", false)]
    [InlineData("""{"StringEquals":{"aws:RequestTag/kubernetes-namespace":"shop"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/kubernetes-service-account":"cart"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:RequestTag/kubernetes-namespace":"other"}}""", false)]
    [InlineData("""{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::HOME:role/pod"}}""", true)]
    public async Task Its_trust_policy_decides_by_external_id_and_tags(string condition, bool isAllowed)
    {
        var (home, _, _) = await AssociateAsync(condition);
        Assert.Equal(isAllowed ? null : "AccessDeniedException", (await home.AssumeForPodAsync(await home.PodTokenAsync())).Code());
    }

    [Theory]
    [InlineData("\"sts:TagSession\"", false, false)]
    [InlineData("\"sts:AssumeRole\"", false, false)]
    [InlineData("\"sts:AssumeRole\"", true, true)]
    public async Task The_associated_role_must_be_allowed_to_assume_it(string allowed, bool disableSessionTags, bool isAllowed)
    {
        var (home, _, _) = await AssociateAsync(allowed: allowed, disableSessionTags: disableSessionTags);
        Assert.Equal(isAllowed ? null : "AccessDeniedException", (await home.AssumeForPodAsync(await home.PodTokenAsync())).Code());
    }

    [Fact]
    public async Task A_target_role_that_is_gone_is_denied()
    {
        var (home, away, _) = await AssociateAsync();
        await away.Iam("DeleteRolePolicy", ("RoleName", "target"), ("PolicyName", "policy"));
        await away.Iam("DeleteRole", ("RoleName", "target"));
        Assert.Equal("AccessDeniedException", (await home.AssumeForPodAsync(await home.PodTokenAsync())).Code());
    }

    [Theory]
    [InlineData("iam:ListUsers", true)]
    [InlineData("iam:ListRoles", false)]
    public async Task A_policy_limits_the_target_role_and_not_the_step_to_it(string action, bool isAllowed)
    {
        var (home, away, _) = await AssociateAsync(disableSessionTags: true, policy: Documents.Allow(action));
        var session = away.SessionOf((await home.AssumeForPodAsync(await home.PodTokenAsync())).Body);
        if (isAllowed)
            await session.Iam("ListUsers");
        else
            await session.DeniedAsync();
    }

    [Theory]
    [InlineData("iam:ListUsers", true)]
    [InlineData("iam:*", true)]
    [InlineData("iam:ListRoles", false)]
    public async Task A_policy_limits_the_associated_role(string action, bool isAllowed)
    {
        var home = await server.NewAccountAsync();
        var answer = await home.RestAsync(
            "eks",
            "POST",
            EksCalls.Path,
            new
            {
                @namespace = "shop",
                serviceAccount = "cart",
                roleArn = await home.NewPodRoleAsync(),
                disableSessionTags = true,
                policy = Documents.Allow(action),
            }
        );
        Assert.Null(answer.Code());
        var session = home.SessionOf((await home.AssumeForPodAsync(await home.PodTokenAsync())).Body);
        if (isAllowed)
            await session.Iam("ListUsers");
        else
            await session.DeniedAsync();
        await session.RefusedAsync("AccessDenied", null, "iam", "ListRoles");
    }
}
