using System.Net;
using Mantle.Server.Tests.Operations.Admin.Workloads;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Eks;

/// <summary>
/// A pod gets its role for its service account's token
/// (<see href="https://docs.aws.amazon.com/eks/latest/APIReference/API_auth_AssumeRoleForPodIdentity.html"/>).
/// </summary>
public sealed class AssumeRoleForPodIdentityTests : IAsyncLifetime
{
    readonly TestServer server = new();
    TestClient root = null!;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        root = await server.NewAccountAsync();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_session_has_the_associated_role_and_the_clusters_tags()
    {
        var role = await root.NewPodRoleAsync();
        var id = (await root.AssociateAsync(role)).GetProperty("associationId").GetString();
        var (status, answer) = await root.AssumeForPodAsync(await root.PodTokenAsync());
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("""{"namespace":"shop","serviceAccount":"cart"}""", answer.GetProperty("subject").GetRawText());
        Assert.Equal(id, answer.GetProperty("podIdentityAssociation").GetProperty("associationId").GetString());
        var session = root.SessionOf(answer);
        var arn = (await session.Sts("GetCallerIdentity")).Text("Arn");
        Assert.StartsWith($"arn:aws:sts::{root.AccountId}:assumed-role/pod/eks-{EksCalls.Cluster}-cart-", arn, StringComparison.Ordinal);
        Assert.Equal(arn, answer.GetProperty("assumedRoleUser").GetProperty("arn").GetString());
        foreach (
            var (tag, value, isAllowed) in new[]
            {
                ("kubernetes-namespace", "shop", true),
                ("kubernetes-namespace", "other", false),
                ("kubernetes-service-account", "cart", true),
                ("eks-cluster-name", EksCalls.Cluster, true),
                ("eks-cluster-arn", $"arn:aws:eks:us-east-1:{root.AccountId}:cluster/{EksCalls.Cluster}", true),
            }
        )
        {
            await root.Iam(
                "PutRolePolicy",
                ("RoleName", "pod"),
                ("PolicyName", "policy"),
                ("PolicyDocument", IamCalls.AllowWhere("iam:ListUsers", $$"""{"StringEquals":{"aws:PrincipalTag/{{tag}}":"{{value}}"} }"""))
            );
            if (isAllowed)
                await session.Iam("ListUsers");
            else
                await session.DeniedAsync();
        }
    }

    [Theory]
    [InlineData("""{"StringEquals":{"aws:RequestTag/kubernetes-namespace":"shop"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:RequestTag/kubernetes-namespace":"other"}}""", false)]
    [InlineData("""{"StringEquals":{"aws:SourceAccount":"ACCOUNT"}}""", true)]
    [InlineData("""{"ArnEquals":{"aws:SourceArn":"arn:aws:eks:us-east-1:ACCOUNT:cluster/shop-cluster"}}""", true)]
    [InlineData("""{"ArnEquals":{"aws:SourceArn":"arn:aws:eks:us-east-1:ACCOUNT:cluster/other"}}""", false)]
    public async Task The_trust_policy_decides_by_tags_and_cluster(string condition, bool isAllowed)
    {
        var role = await root.NewPodRoleAsync(condition.Replace("ACCOUNT", root.AccountId, StringComparison.Ordinal));
        await root.AssociateAsync(role);
        Assert.Equal(isAllowed ? null : "AccessDeniedException", (await root.AssumeForPodAsync(await root.PodTokenAsync())).Code());
    }

    [Fact]
    public async Task Without_session_tags_the_trust_policy_need_not_allow_them()
    {
        var role = await root.NewPodRoleAsync();
        await root.Iam(
            "UpdateAssumeRolePolicy",
            ("RoleName", "pod"),
            ("PolicyDocument", WorkloadCalls.TrustOf(EksCalls.Pods, actions: "\"sts:AssumeRole\""))
        );
        var id = (await root.AssociateAsync(role)).GetProperty("associationId").GetString();
        var denied = await root.AssumeForPodAsync(await root.PodTokenAsync());
        Assert.Contains("sts:TagSession", denied.Body.GetRawText());
        await root.RestAsync("eks", "POST", $"{EksCalls.Path}/{id}", new { disableSessionTags = true });
        Assert.Null((await root.AssumeForPodAsync(await root.PodTokenAsync())).Code());
    }

    [Theory]
    [InlineData("system:serviceaccount:shop:cart", "sts.amazonaws.com", "InvalidTokenException")]
    [InlineData("system:serviceaccount:shop:other", EksCalls.Pods, "ResourceNotFoundException")]
    [InlineData("system:serviceaccount:other:cart", EksCalls.Pods, "ResourceNotFoundException")]
    public async Task Another_service_account_or_audience_has_no_role(string subject, string audience, string code)
    {
        await root.AssociateAsync(await root.NewPodRoleAsync());
        Assert.Equal(code, (await root.AssumeForPodAsync(await root.PodTokenAsync(subject, audience))).Code());
    }

    [Fact]
    public async Task A_token_that_is_foreign_changed_or_expired_is_refused()
    {
        await root.AssociateAsync(await root.NewPodRoleAsync());
        var token = await root.PodTokenAsync();
        var stranger = await (await server.NewAccountAsync()).PodTokenAsync();
        Assert.Equal("InvalidTokenException", (await root.AssumeForPodAsync(stranger)).Code());
        Assert.Equal("InvalidTokenException", (await root.AssumeForPodAsync(token[..^4] + "AAAA")).Code());
        Assert.Equal("ResourceNotFoundException", (await root.AssumeForPodAsync(token, "other")).Code());
        server.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("ExpiredTokenException", (await root.AssumeForPodAsync(token)).Code());
    }

    [Fact]
    public async Task The_agent_needs_its_permission_and_the_token_is_in_no_event()
    {
        await root.AssociateAsync(await root.NewPodRoleAsync());
        var token = await root.PodTokenAsync();
        var agent = await root.NewUserAsync("agent", Documents.Allow("eks-auth:AssumeRoleForPodIdentity", "arn:aws:eks:*:*:cluster/other"));
        Assert.Equal("AccessDeniedException", (await agent.AssumeForPodAsync(token)).Code());
        await root.PutPolicyAsync("agent", Documents.Allow("eks-auth:AssumeRoleForPodIdentity"));
        Assert.Null((await agent.AssumeForPodAsync(token)).Code());
        Assert.DoesNotContain(token, (await server.EventsAsync(root))[^1].GetRawText());
    }

    [Fact]
    public async Task Ending_the_association_ends_its_sessions()
    {
        var id = (await root.AssociateAsync(await root.NewPodRoleAsync())).GetProperty("associationId").GetString();
        var session = root.SessionOf((await root.AssumeForPodAsync(await root.PodTokenAsync())).Body);
        await session.Iam("ListUsers");
        await root.RestAsync("eks", "DELETE", $"{EksCalls.Path}/{id}");
        await session.RefusedAsync("InvalidClientTokenId", null, "iam", "ListUsers");
    }
}
