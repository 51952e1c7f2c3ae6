using System.Text.Json;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.RolesAnywhere;

/// <summary>
/// Profiles and their attribute mappings
/// (<see href="https://docs.aws.amazon.com/rolesanywhere/latest/APIReference/API_CreateProfile.html"/>).
/// </summary>
[Collection(ServerCollection.Name)]
public class ProfileTests(TestServer server)
{
    const string DefaultMappings =
        """[{"certificateField":"x509Issuer","mappingRules":[{"specifier":"*"}]},"""
        + """{"certificateField":"x509SAN","mappingRules":[{"specifier":"DNS"},{"specifier":"URI"},{"specifier":"Name/*"}]},"""
        + """{"certificateField":"x509Subject","mappingRules":[{"specifier":"*"}]}]""";

    [Fact]
    public async Task CreateProfile_GetProfile_and_ListProfiles()
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewOutsideRoleAsync();
        var made = await root.NewProfileAsync(role, new { enabled = false });
        var id = made.Text("profileId");
        Assert.Equal($"arn:aws:rolesanywhere:us-east-1:{root.AccountId}:profile/{id}", made.Text("profileArn"));
        Assert.Equal(
            ($"arn:aws:iam::{root.AccountId}:root", 3600, false, false, false),
            (
                made.Text("createdBy"),
                made.GetProperty("durationSeconds").GetInt32(),
                made.GetProperty("enabled").GetBoolean(),
                made.GetProperty("acceptRoleSessionName").GetBoolean(),
                made.GetProperty("requireInstanceProperties").GetBoolean()
            )
        );
        Assert.Equal(DefaultMappings, made.GetProperty("attributeMappings").GetRawText());
        Assert.Equal([role], made.GetProperty("roleArns").EnumerateArray().Select(each => each.GetString()));
        Assert.Equal(made.GetRawText(), (await root.AnywhereAsync("GET", $"/profile/{id}")).GetProperty("profile").GetRawText());
        var listed = (await root.AnywhereAsync("GET", "/profiles")).GetProperty("profiles");
        Assert.Equal(made.GetRawText(), Assert.Single(listed.EnumerateArray()).GetRawText());
    }

    [Fact]
    public async Task UpdateProfile_EnableProfile_DisableProfile_and_DeleteProfile()
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewOutsideRoleAsync();
        var id = (await root.NewProfileAsync(role)).Text("profileId");
        var policy = Documents.Allow("s3:*");
        var changed = (
            await root.AnywhereAsync(
                "PATCH",
                $"/profile/{id}",
                new
                {
                    name = "other",
                    durationSeconds = 900,
                    sessionPolicy = policy,
                    managedPolicyArns = new[] { "arn:aws:iam::aws:policy/ReadOnlyAccess" },
                    roleArns = Array.Empty<string>(),
                    acceptRoleSessionName = true,
                }
            )
        ).GetProperty("profile");
        Assert.Equal(
            ("other", 900, policy, 0, true),
            (
                changed.Text("name"),
                changed.GetProperty("durationSeconds").GetInt32(),
                changed.Text("sessionPolicy"),
                changed.GetProperty("roleArns").GetArrayLength(),
                changed.GetProperty("acceptRoleSessionName").GetBoolean()
            )
        );
        foreach (var (verb, enabled) in new[] { ("disable", false), ("enable", true) })
            Assert.Equal(
                enabled,
                (await root.AnywhereAsync("POST", $"/profile/{id}/{verb}")).GetProperty("profile").GetProperty("enabled").GetBoolean()
            );
        await root.AnywhereAsync("DELETE", $"/profile/{id}");
        Outside.Refused(await root.TryAnywhereAsync("GET", $"/profile/{id}"), "ResourceNotFoundException");
        Outside.Refused(await root.TryAnywhereAsync("PATCH", $"/profile/{id}", new { name = "x" }), "ResourceNotFoundException");
    }

    [Theory]
    [InlineData("roleArns", "[\"arn:aws:iam::999999999999:role/x\"]")]
    [InlineData("roleArns", "[\"nonsense\"]")]
    [InlineData("sessionPolicy", "\"nonsense\"")]
    [InlineData("sessionPolicy", """ "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\"}]}" """)]
    [InlineData("durationSeconds", "43201")]
    [InlineData("durationSeconds", "899")]
    [InlineData("name", "\"a;b\"")]
    public async Task What_a_profile_cannot_have_is_refused(string member, string value)
    {
        var root = await server.NewAccountAsync();
        var body = new Dictionary<string, object> { ["name"] = "profile", ["roleArns"] = Array.Empty<string>() };
        body[member] = JsonDocument.Parse(value).RootElement;
        Outside.Refused(await root.TryAnywhereAsync("POST", "/profiles", body), "ValidationException");
    }

    [Fact]
    public async Task A_broken_constraint_is_told_in_AWSs_words()
    {
        var root = await server.NewAccountAsync();
        Outside.Refused(
            await root.TryAnywhereAsync(
                "POST",
                "/profiles",
                new
                {
                    name = "p",
                    roleArns = Array.Empty<string>(),
                    durationSeconds = 50_000,
                }
            ),
            "ValidationException",
            "1 validation error detected: Value '50000' at 'durationSeconds' failed to satisfy constraint: Member must have value less "
                + "than or equal to 43200"
        );
    }

    [Fact]
    public async Task Who_writes_a_role_into_a_profile_passes_it()
    {
        var root = await server.NewAccountAsync();
        var (role, other) = (await root.NewOutsideRoleAsync(), await root.NewOutsideRoleAsync("other"));
        var user = await root.NewUserAsync("operator", Documents.Allow("rolesanywhere:*"));
        Outside.Refused(
            await user.TryAnywhereAsync("POST", "/profiles", new { name = "p", roleArns = new[] { role } }),
            "AccessDeniedException"
        );
        await root.PutPolicyAsync(
            "operator",
            $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"rolesanywhere:*","Resource":"*"},
             {"Effect":"Allow","Action":"iam:PassRole","Resource":"{{role}}","Condition":{"StringEquals":{
             "iam:PassedToService":"rolesanywhere.amazonaws.com"} } }]}
            """
        );
        var id = (await user.NewProfileAsync(role)).Text("profileId");
        Outside.Refused(
            await user.TryAnywhereAsync("PATCH", $"/profile/{id}", new { roleArns = new[] { role, other } }),
            "AccessDeniedException"
        );
        await user.AnywhereAsync("PATCH", $"/profile/{id}", new { roleArns = new[] { role } });
        await user.AnywhereAsync("PATCH", $"/profile/{id}", new { name = "other" });
    }

    [Fact]
    public async Task PutAttributeMapping_and_DeleteAttributeMapping()
    {
        var root = await server.NewAccountAsync();
        var id = (await root.NewProfileAsync(await root.NewOutsideRoleAsync())).Text("profileId");
        var put = await PutAsync("x509Subject", "CN", "OU", "CN");
        Assert.Equal(
            """{"certificateField":"x509Subject","mappingRules":[{"specifier":"CN"},{"specifier":"OU"}]}""",
            Mapping(put, "x509Subject")
        );
        Assert.Equal(
            """{"certificateField":"x509SAN","mappingRules":[{"specifier":"Name/*"}]}""",
            Mapping(await PutAsync("x509SAN", "Name"), "x509SAN")
        );
        await PutAsync("x509SAN", "Name/CN", "DNS");
        await PutAsync("x509Subject", "1.2.3.4");
        await PutAsync("x509Subject", "CN", "OU");
        foreach (
            var (field, specifier) in new[]
            {
                ("x509Subject", "DNS"),
                ("x509SAN", "*"),
                ("x509SAN", "CN"),
                ("x509Issuer", ""),
                ("other", "CN"),
            }
        )
            Outside.Refused(
                await root.TryAnywhereAsync(
                    "PUT",
                    $"/profiles/{id}/mappings",
                    new { certificateField = field, mappingRules = new[] { new { specifier } } }
                ),
                "ValidationException"
            );
        var removed = await root.AnywhereAsync("DELETE", $"/profiles/{id}/mappings?certificateField=x509Subject&specifiers=OU");
        Assert.Equal(
            """{"certificateField":"x509Subject","mappingRules":[{"specifier":"CN"}]}""",
            Mapping(removed.GetProperty("profile"), "x509Subject")
        );
        Outside.Refused(
            await root.TryAnywhereAsync("DELETE", $"/profiles/{id}/mappings?certificateField=x509Subject&specifiers=OU"),
            "ResourceNotFoundException"
        );
        var none = await root.AnywhereAsync("DELETE", $"/profiles/{id}/mappings?certificateField=x509Subject");
        Assert.DoesNotContain("x509Subject", none.GetProperty("profile").GetProperty("attributeMappings").GetRawText());

        async Task<JsonElement> PutAsync(string field, params string[] specifiers) =>
            (
                await root.AnywhereAsync(
                    "PUT",
                    $"/profiles/{id}/mappings",
                    new { certificateField = field, mappingRules = specifiers.Select(specifier => new { specifier }) }
                )
            ).GetProperty("profile");
        static string Mapping(JsonElement profile, string field) =>
            profile.GetProperty("attributeMappings").EnumerateArray().Single(each => each.Text("certificateField") == field).GetRawText();
    }

    [Fact]
    public async Task A_session_has_the_tags_that_the_mappings_name()
    {
        var outside = await Outside.NewAsync(server, condition: """{"StringEquals":{"aws:PrincipalTag/x509Issuer/CN":"Root"}}""");
        await outside.CreateAsync(outside.Workload());
        await outside.Root.AnywhereAsync(
            "PUT",
            $"/profiles/{outside.ProfileId}/mappings",
            new { certificateField = "x509Issuer", mappingRules = new[] { new { specifier = "O" } } }
        );
        Outside.Refused(await outside.TryAsync(outside.Workload()), "AccessDeniedException");
        await outside.Root.AnywhereAsync("DELETE", $"/profiles/{outside.ProfileId}/mappings?certificateField=x509Issuer");
        Outside.Refused(await outside.TryAsync(outside.Workload()), "AccessDeniedException");
        await outside.Root.AnywhereAsync(
            "PUT",
            $"/profiles/{outside.ProfileId}/mappings",
            new { certificateField = "x509Issuer", mappingRules = new[] { new { specifier = "CN" } } }
        );
        await outside.CreateAsync(outside.Workload());
    }
}
