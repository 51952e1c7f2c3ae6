using Mantle.Server.Tests.Operations.Eks;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.RolesAnywhere;

/// <summary>
/// Every operation needs its action on its resource
/// (<see
/// href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementrolesanywhere.html"/>).
/// </summary>
[Collection(ServerCollection.Name)]
public class AnywhereAccessTests(TestServer server)
{
    [Theory]
    [InlineData("CreateTrustAnchor", "POST", "/trustanchors", "*")]
    [InlineData("GetTrustAnchor", "GET", "/trustanchor/ID", "trust-anchor")]
    [InlineData("ListTrustAnchors", "GET", "/trustanchors", "*")]
    [InlineData("UpdateTrustAnchor", "PATCH", "/trustanchor/ID", "trust-anchor")]
    [InlineData("DeleteTrustAnchor", "DELETE", "/trustanchor/ID", "trust-anchor")]
    [InlineData("EnableTrustAnchor", "POST", "/trustanchor/ID/enable", "trust-anchor")]
    [InlineData("DisableTrustAnchor", "POST", "/trustanchor/ID/disable", "trust-anchor")]
    [InlineData("PutNotificationSettings", "PATCH", "/put-notifications-settings", "trust-anchor")]
    [InlineData("ResetNotificationSettings", "PATCH", "/reset-notifications-settings", "trust-anchor")]
    [InlineData("CreateProfile", "POST", "/profiles", "*")]
    [InlineData("GetProfile", "GET", "/profile/ID", "profile")]
    [InlineData("ListProfiles", "GET", "/profiles", "*")]
    [InlineData("UpdateProfile", "PATCH", "/profile/ID", "profile")]
    [InlineData("DeleteProfile", "DELETE", "/profile/ID", "profile")]
    [InlineData("EnableProfile", "POST", "/profile/ID/enable", "profile")]
    [InlineData("DisableProfile", "POST", "/profile/ID/disable", "profile")]
    [InlineData("PutAttributeMapping", "PUT", "/profiles/ID/mappings", "profile")]
    [InlineData("DeleteAttributeMapping", "DELETE", "/profiles/ID/mappings?certificateField=x509Subject", "profile")]
    [InlineData("ImportCrl", "POST", "/crls", "*")]
    [InlineData("GetCrl", "GET", "/crl/ID", "crl")]
    [InlineData("ListCrls", "GET", "/crls", "*")]
    [InlineData("UpdateCrl", "PATCH", "/crl/ID", "crl")]
    [InlineData("DeleteCrl", "DELETE", "/crl/ID", "crl")]
    [InlineData("EnableCrl", "POST", "/crl/ID/enable", "crl")]
    [InlineData("DisableCrl", "POST", "/crl/ID/disable", "crl")]
    [InlineData("GetSubject", "GET", "/subject/ID", "subject")]
    [InlineData("ListSubjects", "GET", "/subjects", "*")]
    [InlineData("ListTagsForResource", "GET", "/ListTagsForResource?resourceArn=ARN", "*")]
    [InlineData("TagResource", "POST", "/TagResource", "crl")]
    [InlineData("UntagResource", "POST", "/UntagResource", "crl")]
    public async Task An_operation_needs_its_action_and_resource(string action, string method, string path, string type)
    {
        var root = await server.NewAccountAsync();
        var id = Guid.NewGuid().ToString();
        var arn = $"arn:aws:rolesanywhere:us-east-1:{root.AccountId}:{(type == "*" ? "crl" : type)}/{id}";
        path = path.Replace("ID", id, StringComparison.Ordinal).Replace("ARN", Uri.EscapeDataString(arn), StringComparison.Ordinal);
        var resource = type == "*" ? "*" : arn;
        object? body =
            method is "GET" or "DELETE" || path.EndsWith("able", StringComparison.Ordinal)
                ? null
                : action switch
                {
                    "PutNotificationSettings" => new { trustAnchorId = id, notificationSettings = Array.Empty<object>() },
                    "ResetNotificationSettings" => new { trustAnchorId = id, notificationSettingKeys = Array.Empty<object>() },
                    "PutAttributeMapping" => new { certificateField = "x509Subject", mappingRules = Array.Empty<object>() },
                    "CreateTrustAnchor" => new { name = "x", source = new { } },
                    "CreateProfile" => new { name = "x", roleArns = Array.Empty<string>() },
                    "ImportCrl" => new
                    {
                        name = "x",
                        crlData = "AAAA",
                        trustAnchorArn = arn.Replace(":crl/", ":trust-anchor/", StringComparison.Ordinal),
                    },
                    "TagResource" => new { resourceArn = arn, tags = Array.Empty<object>() },
                    "UntagResource" => new { resourceArn = arn, tagKeys = Array.Empty<object>() },
                    _ => new { name = "x" },
                };
        var user = await root.NewUserAsync("operator", Documents.Allow("rolesanywhere:*", "arn:aws:rolesanywhere:us-east-1:1:other"));
        var denied = await user.TryAnywhereAsync(method, path, body);
        Outside.Refused(
            denied,
            "AccessDeniedException",
            $"User: arn:aws:iam::{root.AccountId}:user/operator is not authorized to perform: rolesanywhere:{action} "
                + $"on resource: {resource} because no identity-based policy allows the rolesanywhere:{action} action"
        );
        await root.PutPolicyAsync("operator", Documents.Allow($"rolesanywhere:{action}", resource));
        Assert.NotEqual("AccessDeniedException", (await user.TryAnywhereAsync(method, path, body)).Code());
    }

    [Fact]
    public async Task Lists_have_pages()
    {
        var root = await server.NewAccountAsync();
        var pem = TestAuthority.Root(server.Now).Pem;
        for (var i = 0; i < 5; i++)
            await root.NewAnchorAsync(pem);
        var found = new List<string>();
        string? token = null;
        do
        {
            var page = await root.AnywhereAsync(
                "GET",
                "/trustanchors?pageSize=2" + (token is null ? "" : $"&nextToken={Uri.EscapeDataString(token)}")
            );
            found.AddRange(page.GetProperty("trustAnchors").EnumerateArray().Select(each => each.Text("trustAnchorId")));
            token = page.TryGetProperty("nextToken", out var next) ? next.GetString() : null;
        } while (token is not null);
        Assert.Equal(5, found.Distinct().Count());
        foreach (var query in new[] { "pageSize=0", "pageSize=-1", "nextToken=!", "nextToken=" })
            Outside.Refused(await root.TryAnywhereAsync("GET", "/trustanchors?" + query), "ValidationException");
    }

    [Fact]
    public async Task Resources_belong_to_a_region()
    {
        var root = await server.NewAccountAsync();
        await root.NewAnchorAsync(TestAuthority.Root(server.Now).Pem);
        Assert.Equal(1, (await root.AnywhereAsync("GET", "/trustanchors")).GetProperty("trustAnchors").GetArrayLength());
        var elsewhere = await root.RestAsync("rolesanywhere", "GET", "/trustanchors", region: "eu-west-1");
        Assert.Equal(0, elsewhere.Body.GetProperty("trustAnchors").GetArrayLength());
    }
}
