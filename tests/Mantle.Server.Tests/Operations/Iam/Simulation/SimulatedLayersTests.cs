using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Simulation;

/// <summary>How boundaries, resource policies and denials change a simulated decision.</summary>
[Collection(ServerCollection.Name)]
public class SimulatedLayersTests(TestServer server)
{
    [Fact]
    public async Task A_denying_layer_shows_only_what_denies()
    {
        var root = await server.NewAccountAsync();
        var answer = await root.SimulateAsync(
            Documents.Allow("s3:*"),
            "s3:DeleteBucket",
            ("PolicyInputList.member.2", Documents.Deny("s3:Delete*"))
        );
        Assert.Equal("explicitDeny", answer.Decision());
        Assert.Equal(["PolicyInputList.2"], answer.Sources());
    }

    [Fact]
    public async Task A_boundary_limits_and_says_so()
    {
        var root = await server.NewAccountAsync();
        var within = await root.SimulateAsync(
            Documents.Allow("s3:*"),
            "s3:ListBucket",
            ("PermissionsBoundaryPolicyInputList.member.1", Documents.Allow("s3:List*"))
        );
        Assert.Equal("allowed", within.Decision());
        Assert.Equal("true", within.Text("AllowedByPermissionsBoundary"));
        Assert.Equal(["PolicyInputList.1", "PermissionsBoundaryPolicyInputList.1"], within.Sources());
        var beyond = await root.SimulateAsync(
            Documents.Allow("s3:*"),
            "s3:PutObject",
            ("PermissionsBoundaryPolicyInputList.member.1", Documents.Allow("s3:List*"))
        );
        Assert.Equal("implicitDeny", beyond.Decision());
        Assert.Equal("false", beyond.Text("AllowedByPermissionsBoundary"));
        Assert.Null((await root.SimulateAsync(Documents.Allow("s3:*"), "s3:PutObject")).Find("PermissionsBoundaryDecisionDetail"));
    }

    [Fact]
    public async Task A_resource_policy_allows_within_the_account_and_is_needed_across()
    {
        var root = await server.NewAccountAsync();
        var caller = root.Arn("user/bob");
        (string, string)[] Request(string resourcePolicy, string? owner) =>
            [
                ("ResourceArns.member.1", "arn:aws:s3:::b/k"),
                ("ResourcePolicy", resourcePolicy),
                ("CallerArn", caller),
                .. owner is null ? Array.Empty<(string, string)>() : [("ResourceOwner", $"arn:aws:iam::{owner}:root")],
            ];
        var policy = SimulationCalls.ResourcePolicy("Allow", caller);

        var same = await root.SimulateAsync(Documents.Allow("sqs:*"), "s3:GetObject", Request(policy, null));
        Assert.Equal("allowed", same.Decision());
        Assert.Equal(["ResourcePolicy (Resource Policy) 1:38-1:" + (policy.Length - 1)], same.Statements());
        Assert.Empty(same.Find("EvalDecisionDetails")!.Elements());

        var across = await root.SimulateAsync(Documents.Allow("sqs:*"), "s3:GetObject", Request(policy, "999999999999"));
        Assert.Equal("implicitDeny", across.Decision());
        Assert.Equal(
            ["IAM Policy=implicitDeny", "Resource Policy=allowed"],
            across
                .Find("EvalDecisionDetails")!
                .Elements("entry")
                .Select(e => $"{e.Element("key")!.Value}={e.Element("value")!.Value}")
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            "allowed",
            (await root.SimulateAsync(Documents.Allow("s3:*"), "s3:GetObject", Request(policy, "999999999999"))).Decision()
        );

        var denied = await root.SimulateAsync(
            Documents.Allow("s3:*"),
            "s3:GetObject",
            Request(SimulationCalls.ResourcePolicy("Deny", caller), null)
        );
        Assert.Equal("explicitDeny", denied.Decision());
        Assert.Equal(["ResourcePolicy", "PolicyInputList.1"], denied.Sources());
    }

    [Fact]
    public async Task A_trust_policy_decides_on_assuming_a_role()
    {
        var root = await server.NewAccountAsync();
        (string, string)[] Request(string trust) =>
            [("ResourceArns.member.1", root.Arn("role/r")), ("ResourcePolicy", trust), ("CallerArn", root.Arn("user/bob"))];
        Assert.Equal(
            "allowed",
            (await root.SimulateAsync(Documents.Allow("s3:*"), "sts:AssumeRole", Request(Documents.Trust(root.Arn("user/bob"))))).Decision()
        );
        Assert.Equal(
            "implicitDeny",
            (await root.SimulateAsync(Documents.Allow("*"), "sts:AssumeRole", Request(Documents.Trust(root.Arn("user/eve"))))).Decision()
        );
    }
}
