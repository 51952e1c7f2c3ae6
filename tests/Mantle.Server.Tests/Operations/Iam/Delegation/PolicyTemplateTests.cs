using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.Iam.Delegation.DelegationCalls;

namespace Mantle.Server.Tests.Operations.Iam.Delegation;

/// <summary>Filling in templates: whatever the values are, the result is a policy of the usual size or an error.</summary>
[Collection(ServerCollection.Name)]
public class PolicyTemplateTests(TestServer server)
{
    /// <summary>Values whose places have values whose places have values would grow without bounds.</summary>
    [Fact]
    public async Task A_value_is_no_template()
    {
        var partner = await server.NewAccountAsync();
        var template = await partner.NewPolicyAsync("template", Document("arn:aws:s3:::@{first}", "arn:aws:s3:::@{second}"));
        var made = await partner.Iam(
            "CreateDelegationRequest",
            [.. Parameters(partner, template), .. Values(("first", "x@{second}"), ("second", "y"))]
        );
        var request = await partner.Iam("GetDelegationRequest", ("DelegationRequestId", made.Text("DelegationRequestId")));
        Assert.Contains("arn:aws:s3:::x@{second}", request.Text("PermissionPolicy"), StringComparison.Ordinal);
        Assert.Contains("arn:aws:s3:::y", request.Text("PermissionPolicy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_that_fill_more_than_a_policy_are_refused_before_they_take_memory()
    {
        var partner = await server.NewAccountAsync();
        var places = string.Concat(Enumerable.Repeat("@{first}", 500));
        var template = await partner.NewPolicyAsync("template", Document("arn:aws:s3:::" + places));
        var before = GC.GetTotalAllocatedBytes();
        await partner.Refused(
            "LimitExceeded",
            "Cannot exceed quota for PolicySize: 6144",
            "CreateDelegationRequest",
            [.. Parameters(partner, template), .. Values(("first", new string('x', 1_000)))]
        );
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 100 << 20);
    }

    /// <summary>IAM stores such a text, as it is escaped.</summary>
    [Theory]
    [InlineData(@"\ud800")]
    [InlineData(@"\udfff")]
    public async Task Half_a_surrogate_pair_is_refused(string half)
    {
        var partner = await server.NewAccountAsync();
        var template = await partner.NewPolicyAsync("template", Document($"arn:aws:s3:::a{half}b", "arn:aws:s3:::@{first}"));
        await partner.Refused(
            "InvalidInput",
            null,
            "CreateDelegationRequest",
            [.. Parameters(partner, template), .. Values(("first", "x"))]
        );
    }

    static string Document(params string[] resources) =>
        $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject",
             "Resource":[{{string.Join(',', resources.Select(resource => $"\"{resource}\""))}}]}]}
            """;

    static IEnumerable<(string, string)> Values(params (string Name, string Value)[] values) =>
        values.SelectMany(
            (value, i) =>
                new[]
                {
                    ($"Permissions.Parameters.member.{i + 1}.Name", value.Name),
                    ($"Permissions.Parameters.member.{i + 1}.Values.member.1", value.Value),
                }
        );
}
