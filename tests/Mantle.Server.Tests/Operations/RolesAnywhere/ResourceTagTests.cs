using System.Text;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.RolesAnywhere;

/// <summary>
/// Tags of every kind of resource
/// (<see href="https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_TagResource.html"/>).
/// </summary>
[Collection(ServerCollection.Name)]
public class ResourceTagTests(TestServer server)
{
    [Fact]
    public async Task TagResource_UntagResource_and_ListTagsForResource()
    {
        var outside = await Outside.NewAsync(server);
        var root = outside.Root;
        var crl = await root.AnywhereAsync(
            "POST",
            "/crls",
            new
            {
                name = "revoked",
                trustAnchorArn = outside.AnchorArn,
                crlData = Convert.ToBase64String(Encoding.ASCII.GetBytes(outside.Authority.Revoke(server.Now))),
            }
        );
        var subject = (await outside.CreateAsync(outside.Workload())).Text("subjectArn");
        foreach (var arn in new[] { outside.AnchorArn, outside.ProfileArn, crl.GetProperty("crl").Text("crlArn"), subject })
        {
            await TagAsync(arn, ("team", "blue"), ("stage", ""));
            await TagAsync(arn, ("team", "red"));
            Assert.Equal("stage=,team=red", await TagsAsync(arn));
            await root.AnywhereAsync("POST", "/UntagResource", new { resourceArn = arn, tagKeys = new[] { "stage", "other" } });
            Assert.Equal("team=red", await TagsAsync(arn));
        }
        foreach (
            var arn in new[]
            {
                outside.AnchorArn + "x",
                "nonsense",
                outside.AnchorArn[..outside.AnchorArn.LastIndexOf('/')]
                    + outside.AnchorArn[outside.AnchorArn.LastIndexOf('/')..].ToUpperInvariant(),
                outside.AnchorArn.Replace("us-east-1", "eu-west-1", StringComparison.Ordinal),
            }
        )
            Outside.Refused(
                await root.TryAnywhereAsync("POST", "/TagResource", new { resourceArn = arn, tags = Tags(("team", "blue")) }),
                "ResourceNotFoundException"
            );

        async Task<string> TagsAsync(string arn) =>
            string.Join(
                ',',
                (await root.AnywhereAsync("GET", $"/ListTagsForResource?resourceArn={Uri.EscapeDataString(arn)}"))
                    .GetProperty("tags")
                    .EnumerateArray()
                    .Select(each => $"{each.Text("key")}={each.Text("value")}")
                    .Order()
            );
        Task TagAsync(string arn, params (string, string)[] tags) =>
            root.AnywhereAsync("POST", "/TagResource", new { resourceArn = arn, tags = Tags(tags) });
    }

    [Fact]
    public async Task Tags_have_rules()
    {
        var outside = await Outside.NewAsync(server);
        await RefusedAsync("ValidationException", ("aws:x", "y"));
        await RefusedAsync("ValidationException", ("a", "1"), ("A", "2"));
        await RefusedAsync("ValidationException", ("a;b", "1"));
        await RefusedAsync("ValidationException", [.. Enumerable.Range(0, 201).Select(i => ($"key{i}", ""))]);
        await outside.Root.AnywhereAsync(
            "POST",
            "/TagResource",
            new { resourceArn = outside.AnchorArn, tags = Tags([.. Enumerable.Range(0, 200).Select(i => ($"key{i}", ""))]) }
        );
        await RefusedAsync("TooManyTagsException", ("another", ""));

        async Task RefusedAsync(string code, params (string, string)[] tags) =>
            Outside.Refused(
                await outside.Root.TryAnywhereAsync("POST", "/TagResource", new { resourceArn = outside.AnchorArn, tags = Tags(tags) }),
                code
            );
    }

    [Fact]
    public async Task Policies_decide_by_tags()
    {
        var outside = await Outside.NewAsync(server);
        var user = await outside.Root.NewUserAsync(
            "operator",
            IamCalls.AllowWhere("rolesanywhere:GetTrustAnchor", """{"StringEquals":{"aws:ResourceTag/team":"blue"} }""")
        );
        Outside.Refused(await user.TryAnywhereAsync("GET", $"/trustanchor/{outside.AnchorId}"), "AccessDeniedException");
        await outside.Root.AnywhereAsync("POST", "/TagResource", new { resourceArn = outside.AnchorArn, tags = Tags(("team", "blue")) });
        await user.AnywhereAsync("GET", $"/trustanchor/{outside.AnchorId}");
        await outside.Root.PutPolicyAsync(
            "operator",
            IamCalls.AllowWhere("rolesanywhere:*", """{"StringEquals":{"aws:RequestTag/team":"blue"} }""")
        );
        foreach (var (team, isAllowed) in new[] { ("blue", true), ("red", false) })
        {
            var answer = await user.TryAnywhereAsync(
                "POST",
                "/trustanchors",
                new
                {
                    name = "anchor",
                    tags = Tags(("team", team)),
                    source = new { sourceType = "CERTIFICATE_BUNDLE", sourceData = new { x509CertificateData = outside.Authority.Pem } },
                }
            );
            if (isAllowed)
                Assert.Equal(System.Net.HttpStatusCode.Created, answer.Status);
            else
                Outside.Refused(answer, "AccessDeniedException");
        }
        await outside.Root.PutPolicyAsync("operator", Documents.Allow("rolesanywhere:CreateTrustAnchor"));
        Outside.Refused(
            await user.TryAnywhereAsync(
                "POST",
                "/trustanchors",
                new
                {
                    name = "anchor",
                    tags = Tags(("team", "blue")),
                    source = new { sourceType = "CERTIFICATE_BUNDLE", sourceData = new { x509CertificateData = outside.Authority.Pem } },
                }
            ),
            "AccessDeniedException"
        );
    }

    static object Tags(params (string Key, string Value)[] tags) => tags.Select(tag => new { key = tag.Key, value = tag.Value });
}
